-- needs: keys
-- Removes posts that were carried. Takes: their places.
expect('zset', key('posts'))
while position < #ARGV do
  local member = take()
  local owner, seq = string.match(member, '^([^\n]*)\n(.*)$')
  redis.call('ZREM', key('posts'), member)
  redis.call('HDEL', key('post', owner), seq)
end
return 0
