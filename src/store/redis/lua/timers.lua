-- needs: keys mail
-- Takes: now, most. Answers: the owners that got mail.
local now, most = number(), number()
expect('zset', key('timers'))
local owners = {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', key('timers'), '-inf', now, 'LIMIT', 0, most)) do
  local owner, id = string.match(member, '^([^\n]*)\n(.*)$')
  if soundMailbox(owner) and sound('hash', key('timer', owner)) then
    local item = redis.call('HGET', key('timer', owner), id)
    redis.call('ZREM', key('timers'), member)
    redis.call('HDEL', key('timer', owner), id)
    if item then
      push(owner, item, now, false)
      owners[#owners + 1] = owner
    end
  else
    -- Out of the way of the others, for a minute.
    redis.call('ZADD', key('timers'), now + 60000, member)
  end
end
return owners
