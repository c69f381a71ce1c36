-- needs: keys mail people
-- Takes: now, keep, cap; then for each event: mark, hash of the address, owner, address, at, since
-- (empty unless it waited on a disk), item.
--   hash and owner: from an address; the owner is who to make of it when it is new
--   address and owner: forwarded by the shard of the address
--   owner alone: for that owner
-- Answers: for each event its outcome and its owner.
local now, keep, cap = number(), number(), number()
expect('zset', key('seen'))
expect('hash', key('alias'))

local function admit(mark, hash, wanted, address, at, since, item)
  local owner, elsewhere = behind(hash, wanted, address)
  local named = owner or ''
  if not owner and hash == '' then return 'gone', wanted end
  if at < now - keep then return 'stale', named end
  if seen(mark, now) then
    local mine = owner and not elsewhere and soundMailbox(owner)
    if mine and since ~= '' then refile(owner, item, tonumber(since)) end
    return 'duplicate', named
  end
  if elsewhere then return 'elsewhere', owner end
  local to = owner or wanted
  if not soundMailbox(to) or not sound('zset', key('addresses', to)) then return 'mistyped', to end
  if redis.call('LLEN', key('mail', to)) >= cap then return 'full', to end
  if not owner then redis.call('HSET', key('alias'), hash, to) end
  if address ~= '' then hear(to, address) end
  remember(mark, math.max(at, now) + keep, now)
  if since ~= '' then file(to, item, tonumber(since)) else push(to, item, now, true) end
  return 'accepted', to
end

local answers = {}
while position < #ARGV do
  local outcome, owner = admit(take(), take(), take(), take(), number(), take(), take())
  answers[#answers + 1] = outcome
  answers[#answers + 1] = owner
end
return answers
