-- needs: keys people outbox settled
-- Takes: hash, owner, address (see accept.lua), channel, our id, the provider's id, status, code,
-- at, keep. Answers: applied, ignored, unknown, or elsewhere with the owner.
local hash, named, address, channel, id, providerId = take(), take(), take(), take(), take(), take()
local status, code, at, keep = take(), take(), number(), number()
local owner, elsewhere = behind(hash, named, address)
if not owner then return { 'unknown' } end
if elsewhere then return { 'elsewhere', owner } end
expectOutbox(owner)
expectSettled(owner)

local entry = id ~= '' and entryOf(owner, id)
if entry then
  leave(owner, entry)
  settle(owner, id, status, code, at + keep)
  learn(owner, channel, providerId, id)
  return { 'applied' }
end
local known = find(owner, channel, id, providerId)
if not known then return { 'unknown' } end
learn(owner, channel, providerId, known)
local last, before = settledAs(owner, known)
if not before or ranks[status] <= ranks[before] then return { 'ignored' } end
settle(owner, known, status, code, tonumber(last))
return { 'applied' }
