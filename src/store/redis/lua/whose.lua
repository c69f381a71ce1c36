-- needs: keys people settled
-- Takes: hash, owner, address (see accept.lua), channel, the provider's id.
-- Answers: nothing; elsewhere and the owner; or here, the owner and our id of that message.
local hash, named, address, channel, providerId = take(), take(), take(), take(), take()
local owner, elsewhere = behind(hash, named, address)
if not owner then return {} end
if elsewhere then return { 'elsewhere', owner } end
return { 'here', owner, find(owner, channel, '', providerId) or '' }
