-- needs: keys
-- Counts what waits in shards, without changing anything. KEYS: the beginnings of their keys; they
-- share a server, so that the mark of the first speaks for all.
-- Takes: what, now, channels to leave alone. Answers: for each shard one number as text, for `mail`
-- and `due` two (what goes first, and the others), or for `depths` eight.
local what, now = take(), take()
local paused = {}
while position < #ARGV do paused[take()] = true end

local function first(name)
  return tonumber(redis.call('ZRANGE', name, 0, 0, 'WITHSCORES')[2] or 'inf')
end
local function soonest(base)
  local moment = math.min(first(base .. 'timers'), first(base .. 'leased'))
  for _, channel in ipairs(redis.call('SMEMBERS', base .. 'channels')) do
    moment = math.min(moment, first(base .. 'due:' .. channel))
  end
  return moment
end

local looks = {
  mail = function(base)
    local heard = redis.call('ZCARD', base .. 'heard')
    local others = redis.call('ZCARD', base .. 'ready') - heard
    return heard .. ' ' .. others + redis.call('ZCOUNT', base .. 'leased', '-inf', now)
  end,
  due = function(base)
    local replies, all = 0, 0
    for _, channel in ipairs(redis.call('SMEMBERS', base .. 'channels')) do
      if not paused[channel] then
        replies = replies + redis.call('ZCOUNT', base .. 'replying:' .. channel, '-inf', now)
        all = all + redis.call('ZCOUNT', base .. 'due:' .. channel, '-inf', now)
      end
    end
    return replies .. ' ' .. all - replies
  end,
  timers = function(base) return redis.call('ZCOUNT', base .. 'timers', '-inf', now) end,
  posts = function(base) return redis.call('ZCARD', base .. 'posts') end,
  dead = function(base) return redis.call('ZCARD', base .. 'dead') end,
  next = function(base)
    local moment = soonest(base)
    return moment == math.huge and '' or string.format('%.0f', moment)
  end,
}

local answers = {}
for _, base in ipairs(KEYS) do
  if what == 'depths' then
    local function oldest(name) return redis.call('ZRANGE', name, 0, 0, 'WITHSCORES')[2] or '' end
    for _, count in ipairs({ redis.call('ZCARD', base .. 'waiting'), oldest(base .. 'waiting'),
      redis.call('ZCARD', base .. 'unsent'), oldest(base .. 'unsent'),
      redis.call('SCARD', base .. 'uncertain'),
      redis.call('ZCARD', base .. 'timers'), redis.call('ZCARD', base .. 'posts'),
      redis.call('ZCARD', base .. 'dead') }) do
      answers[#answers + 1] = tostring(count)
    end
  else
    answers[#answers + 1] = tostring(looks[what](base))
  end
end
return answers
