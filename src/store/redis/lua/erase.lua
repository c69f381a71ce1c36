-- needs: keys outbox
-- Takes: owner, then pairs of address and hash (empty when its alias is in another shard).
-- Answers: again, when an address was added meanwhile; else done.
local owner = take()
local hashes = {}
while position < #ARGV do
  local address = take()
  hashes[address] = take()
end
expectOutbox(owner)
expect('zset', key('ready'), key('heard'), key('leased'), key('waiting'), key('fading'), key('timers'),
  key('posts'), key('dead'))
for _, address in ipairs(redis.call('ZRANGE', key('addresses', owner), 0, -1)) do
  if not hashes[address] then return 'again' end
end
for _, address in ipairs(redis.call('SMEMBERS', key('linking', owner))) do
  if not hashes[address] then return 'again' end
end

for _, hash in pairs(hashes) do
  if hash ~= '' and redis.call('HGET', key('alias'), hash) == owner then
    redis.call('HDEL', key('alias'), hash)
  end
end
for _, set in ipairs({ 'ready', 'heard', 'leased', 'waiting', 'fading' }) do redis.call('ZREM', key(set), owner) end
for kind, index in pairs({ timer = 'timers', post = 'posts', dead = 'dead', promised = 'unsent' }) do
  for _, id in ipairs(redis.call('HKEYS', key(kind, owner))) do
    redis.call('ZREM', key(index), owner .. '\n' .. id)
  end
end
dropLane(owner)
for _, kind in ipairs({ 'mail', 'addresses', 'linking', 'promised', 'replies', 'reminders',
  'settled', 'provided', 'timer', 'post', 'dead', 'journal', 'journal-ids' }) do
  redis.call('DEL', key(kind, owner))
end
-- The turn goes on: what was claimed before the erasure must not commit after it.
local turn = redis.call('HGET', key('owner', owner), 'turn')
redis.call('DEL', key('owner', owner))
if turn then redis.call('HSET', key('owner', owner), 'turn', tonumber(turn) + 1) end
return 'done'
