-- needs: keys
-- Takes an address away from an owner who is gone. Takes: pairs of owner and hash.
expect('hash', key('alias'))
while position < #ARGV do
  local owner, hash = take(), take()
  if redis.call('HGET', key('alias'), hash) == owner then redis.call('HDEL', key('alias'), hash) end
end
return 0
