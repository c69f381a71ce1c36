-- needs: keys mail
-- Remembers marks of events that went to another shard. Takes: now, last, marks.
local now, last = number(), number()
expect('zset', key('seen'))
while position < #ARGV do remember(take(), last, now) end
return 0
