-- needs: keys mail
-- Puts posts into their mailboxes. Takes: now, keep; then for each: mark, owner, at, item.
-- Answers: for each 1 when it is new.
local now, keep = number(), number()
expect('zset', key('seen'))
local answers = {}
while position < #ARGV do
  local mark, owner, at, item = take(), take(), number(), take()
  local fresh = not seen(mark, now)
  if fresh and not soundMailbox(owner) then
    -- Left with its sender; the caller says so.
    answers[#answers + 1] = -1
  else
    if fresh then
      remember(mark, math.max(at, now) + keep, now)
      push(owner, item, now)
    end
    answers[#answers + 1] = fresh and 1 or 0
  end
end
return answers
