-- Slows guessing down over one key: KEYS[1]; ARGV = free attempts, first delay, largest delay, memory (all in ms).
-- Attempts beyond the free ones must each wait twice as long after the one before; a refused one counts for nothing.
-- Answers { allowed 0/1, ms until a refused attempt would pass }.
local free, first, largest, memory = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local known = redis.call('HMGET', KEYS[1], 'count', 'last')
local count, last = tonumber(known[1] or 0), tonumber(known[2] or 0)
if count >= free then
  local wait = last + math.min(first * 2 ^ (count - free), largest) - now
  if wait > 0 then
    return { 0, math.ceil(wait) }
  end
end
redis.call('HSET', KEYS[1], 'count', count + 1, 'last', string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], memory)
return { 1, 0 }
