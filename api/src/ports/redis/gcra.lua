-- Generic cell rate algorithm over one key: KEYS[1]; ARGV = limit, window in ms, cost. Counted in microseconds.
-- Answers { allowed 0/1, remaining, ms until the key is at rest again, ms until a refused call would pass }.
local limit, window, cost = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000, tonumber(ARGV[3])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local interval = window / limit
local arrival = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local next_arrival = arrival + interval * cost
local earliest = next_arrival - window
if earliest > now then
  return { 0, 0, math.ceil((arrival - now) / 1000), math.ceil((earliest - now) / 1000) }
end
redis.call('SET', KEYS[1], string.format('%.0f', next_arrival), 'PX', math.ceil((next_arrival - now) / 1000) + 1)
return { 1, math.floor((window - (next_arrival - now)) / interval), math.ceil((next_arrival - now) / 1000), 0 }
