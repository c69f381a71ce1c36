-- needs: keys people
-- The three steps of `link`: the owner expects an address, the address chooses its owner, the owner
-- learns who was chosen; and the second step of `unlink`, `part`: the owner forgets an address.
-- Takes: step, owner, address or its hash, who was chosen.
-- Answers, for the second step, who has the address.
local step, owner, address, chosen = take(), take(), take(), take()
if step == 'choose' then
  expect('hash', key('alias'))
  redis.call('HSETNX', key('alias'), address, owner)
  return redis.call('HGET', key('alias'), address)
end
expect('set', key('linking', owner))
expect('zset', key('addresses', owner))
expect('hash', key('owner', owner))
if step == 'expect' then
  redis.call('HSETNX', key('owner', owner), 'turn', '0')
  redis.call('SADD', key('linking', owner), address)
  return ''
end
redis.call('SREM', key('linking', owner), address)
if step == 'part' then
  redis.call('ZREM', key('addresses', owner), address)
  return ''
end
if chosen == owner and not redis.call('ZSCORE', key('addresses', owner), address) then
  local last = redis.call('ZRANGE', key('addresses', owner), 0, 0, 'WITHSCORES')
  redis.call('ZADD', key('addresses', owner), tonumber(last[2] or '1') - 1, address)
end
return ''
