-- Counts what waits in shards, without changing anything. KEYS: the beginnings of their keys.
-- Takes: what, now, channels to leave alone. Answers: for each shard one number as text, or for
-- `depths` seven.
local what, now = ARGV[1], ARGV[2]
local paused = {}
for place = 3, #ARGV do paused[ARGV[place]] = true end

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
    return redis.call('ZCARD', base .. 'ready') + redis.call('ZCOUNT', base .. 'leased', '-inf', now)
  end,
  due = function(base)
    local count = 0
    for _, channel in ipairs(redis.call('SMEMBERS', base .. 'channels')) do
      if not paused[channel] then
        count = count + redis.call('ZCOUNT', base .. 'due:' .. channel, '-inf', now)
      end
    end
    return count
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
    local oldest = redis.call('ZRANGE', base .. 'waiting', 0, 0, 'WITHSCORES')[2] or ''
    for _, count in ipairs({ redis.call('ZCARD', base .. 'waiting'), oldest,
      redis.call('HGET', base .. 'counts', 'outbox') or 0, redis.call('SCARD', base .. 'uncertain'),
      redis.call('ZCARD', base .. 'timers'), redis.call('ZCARD', base .. 'posts'),
      redis.call('ZCARD', base .. 'dead') }) do
      answers[#answers + 1] = tostring(count)
    end
  else
    answers[#answers + 1] = tostring(looks[what](base))
  end
end
return answers
