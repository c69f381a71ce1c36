-- needs: keys
-- Takes: most. Answers: for each post its place and its item, oldest first.
local most = number()
local posts = {}
for _, member in ipairs(redis.call('ZRANGE', key('posts'), 0, most - 1)) do
  local owner, seq = string.match(member, '^([^\n]*)\n(.*)$')
  posts[#posts + 1] = member
  posts[#posts + 1] = redis.call('HGET', key('post', owner), seq) or ''
end
return posts
