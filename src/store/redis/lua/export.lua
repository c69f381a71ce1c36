-- needs: keys settled
-- Takes: owner. Answers: turn, state, addresses, addresses being linked, mail, dead, replies and
-- reminders, settled, timers, posts, journal; maps as lists of name and value.
local owner = take()
local record = redis.call('HMGET', key('owner', owner), 'turn', 'state')
local settled = redis.call('HGETALL', key('settled', owner))
for place = 1, #settled, 2 do settled[place] = long(owner, settled[place]) end
return {
  record[1],
  record[2],
  redis.call('ZREVRANGE', key('addresses', owner), 0, -1),
  redis.call('SMEMBERS', key('linking', owner)),
  redis.call('LRANGE', key('mail', owner), 0, -1),
  redis.call('HGETALL', key('dead', owner)),
  redis.call('HVALS', key('promised', owner)),
  settled,
  redis.call('HGETALL', key('timer', owner)),
  redis.call('HGETALL', key('post', owner)),
  redis.call('LRANGE', key('journal', owner), 0, -1),
}
