-- needs: keys mail
-- Takes: owner, id, now. Answers: 1 when there was such a letter.
local owner, id, now = take(), take(), take()
expect('hash', key('dead', owner))
expect('zset', key('dead'))
if not soundMailbox(owner) then error('MISTYPED') end
local letters = redis.call('HGETALL', key('dead', owner))
local first, item
for place = 1, #letters, 2 do
  local seq = tonumber(letters[place])
  local found, _, _, json = string.match(letters[place + 1], '^([^\n]*)\n([^\n]*)\n([^\n]*)\n(.*)$')
  if found == id and (not first or seq < first) then
    first, item = seq, found .. '\n' .. json
  end
end
if not first then return 0 end
redis.call('HDEL', key('dead', owner), first)
redis.call('ZREM', key('dead'), owner .. '\n' .. first)
push(owner, item, now, true)
return 1
