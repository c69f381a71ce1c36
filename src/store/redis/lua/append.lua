-- needs: keys
-- Takes: journal, now; then for each entry: id, body.
local journal, now = take(), take()
expect('list', key('journal', journal))
expect('set', key('journal-ids', journal))
while position < #ARGV do
  local id, body = take(), take()
  if redis.call('SADD', key('journal-ids', journal), id) == 1 then
    redis.call('RPUSH', key('journal', journal), now .. '\n' .. body)
  end
end
return 0
