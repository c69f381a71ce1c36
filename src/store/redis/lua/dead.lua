-- needs: keys
-- Takes: most. Answers: for each letter: its place and what is kept of it, oldest first.
local letters = {}
for _, member in ipairs(redis.call('ZRANGE', key('dead'), 0, number() - 1)) do
  local owner, seq = string.match(member, '^([^\n]*)\n(.*)$')
  letters[#letters + 1] = member
  letters[#letters + 1] = redis.call('HGET', key('dead', owner), seq) or ''
end
return letters
