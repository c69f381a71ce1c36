-- Part: who is behind an address.
-- alias maps the hash of an address to its owner, in the shard of the address.
-- addresses:<owner> holds the addresses themselves by when they were last heard from,
-- linking:<owner> those that `link` is about to add, both in the shard of the owner.

local function isHere(owner)
  return base:sub(-6, -1) == '{s' .. owner:sub(2, 3) .. '}:'
end

-- The owner behind an address whose hash is given; with no hash, the owner that the shard of the
-- address named, unless they no longer have it. The second answer is true when they are elsewhere.
local function behind(hash, owner, address)
  if hash ~= '' then
    local known = redis.call('HGET', key('alias'), hash)
    if not known then return nil end
    return known, not isHere(known)
  end
  if address == '' or redis.call('ZSCORE', key('addresses', owner), address)
    or redis.call('SISMEMBER', key('linking', owner), address) == 1 then
    return owner, false
  end
  return nil
end

local function hear(owner, address)
  local top = redis.call('ZREVRANGE', key('addresses', owner), 0, 0, 'WITHSCORES')
  if #top == 0 then
    redis.call('ZADD', key('addresses', owner), 0, address)
  elseif top[1] ~= address then
    redis.call('ZADD', key('addresses', owner), tonumber(top[2]) + 1, address)
  end
end
