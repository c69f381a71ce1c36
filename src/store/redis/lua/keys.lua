-- Part: the keys of one shard, and the arguments in the order they are given.
-- KEYS[1] is the shard's beginning of a key, `rafiq:{s17}:`; all keys share its slot. ARGV[1] is
-- the mark of the data set.

local base = KEYS[1]

local function key(kind, name)
  if name then return base .. kind .. ':' .. name end
  return base .. kind
end

-- A server that lost its data, or another in its place, has no mark or another one: then nothing
-- may be taken in or played, or everybody would be a stranger.
if redis.call('GET', key('birth')) ~= ARGV[1] then error('EMPTIED') end

local position = 1
local function take()
  position = position + 1
  return ARGV[position]
end
local function number()
  return tonumber(take())
end

-- Whether every key is absent or of the kind. Asked before the first write, so that a script
-- which meets something strange changes nothing.
local function sound(kind, ...)
  for _, name in ipairs({ ... }) do
    local found = redis.call('TYPE', name).ok
    if found ~= 'none' and found ~= kind then return false end
  end
  return true
end
local function expect(kind, ...)
  if not sound(kind, ...) then error('MISTYPED') end
end
