-- needs: keys mail
-- Puts posts into their mailboxes. Takes: now, keep; then for each: mark, owner, at, item, 1 when it
-- is played first. Answers: for each 1 when it is new.
local now, keep = number(), number()
expect('zset', key('seen'), key('waiting'), key('ready'), key('heard'), key('leased'))
local answers = {}
while position < #ARGV do
  local mark, owner, at, item, isFirst = take(), take(), number(), take(), take() == '1'
  if soundBox(owner) then
    local fresh = deliver(mark, owner, item, math.max(at, now) + keep, now, isFirst)
    answers[#answers + 1] = fresh and 1 or 0
  else
    -- Left with its sender, unless it was there before; the caller says so.
    answers[#answers + 1] = seen(mark, now) and 0 or -1
  end
end
return answers
