-- needs: keys people
-- Takes: hashes of addresses. Answers: for each 1 when its contact lives in another shard.
local answers = {}
while position < #ARGV do
  local _, elsewhere = behind(take(), '', '')
  answers[#answers + 1] = elsewhere and 1 or 0
end
return answers
