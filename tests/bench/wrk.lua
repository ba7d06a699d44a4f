-- What wrk does for client.py. The arguments after "--" describe a loop of sign-ups: the path of the form with
-- %05d for the number of the event, sign-ups per event, sign-ups made before, and "ticket" to follow the 303.
-- Without arguments wrk loads the one path of its URL. Prints one line of JSON.
local ffi = require "ffi"
ffi.cdef [[
typedef struct {
  const char *next_in; unsigned avail_in; unsigned long total_in;
  char *next_out; unsigned avail_out; unsigned long total_out;
  const char *msg; void *state; void *zalloc; void *zfree; void *opaque;
  int data_type; unsigned long adler; unsigned long reserved;
} z_stream;
const char *zlibVersion(void);
int inflateInit2_(z_stream *stream, int bits, const char *version, int size);
int inflate(z_stream *stream, int flush);
int inflateEnd(z_stream *stream);
]]

local ROOM = 1048576
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

local function sign_ups(pattern, each, before, ticket)
  local z, buffer, steps, begun = ffi.load("libz.so.1"), ffi.new("char[?]", ROOM), {}, before
  local zipped = { ["Accept-Encoding"] = "gzip" }
  local form = { ["Accept-Encoding"] = "gzip", ["Content-Type"] = "application/x-www-form-urlencoded" }

  local function unzipped(body)
    local stream = ffi.new("z_stream")
    z.inflateInit2_(stream, 31, z.zlibVersion(), ffi.sizeof(stream))
    stream.next_in, stream.avail_in, stream.next_out, stream.avail_out = body, #body, buffer, ROOM
    z.inflate(stream, 4)
    z.inflateEnd(stream)
    return ffi.string(buffer, ROOM - stream.avail_out)
  end

  -- The next step of a sign-up under way, else the form of a new one.
  function request()
    if #steps > 0 then return table.remove(steps, 1) end
    begun = begun + 1
    return wrk.format("GET", string.format(pattern, math.floor((begun - 1) / each)), zipped)
  end

  function response(status, headers, body)
    if status == 303 and ticket then
      table.insert(steps, wrk.format("GET", headers["Location"], zipped))
    elseif status == 303 then
      loops = loops + 1
    elseif status ~= 200 then
      wrong = wrong .. " " .. status
    else
      local page = headers["Content-Encoding"] == "gzip" and unzipped(body) or body
      local action = page:match('action="(/%a%a/events/%w+)"')
      if action then
        local token = page:match('name="token" value="([^"]+)"')
        table.insert(steps, wrk.format("POST", action, form, "token=" .. token .. "&name=Amina&adults=2&children=1"))
      else
        loops = loops + 1
      end
    end
  end
end

function init(arguments)
  loops, wrong = 0, ""
  if #arguments > 0 then
    sign_ups(arguments[1], tonumber(arguments[2]), tonumber(arguments[3]), arguments[4] == "ticket")
  end
end

function done(summary, latency)
  local loops, wrong, errors = 0, "", summary.errors
  for _, thread in ipairs(threads) do
    loops, wrong = loops + thread:get("loops"), wrong .. thread:get("wrong")
  end
  print(string.format(
    '{"requests": %d, "loops": %d, "seconds": %.6f, "bytes": %d, "p50": %.6f, "p99": %.6f, "broken": %d, "wrong": "%s"}',
    summary.requests, loops, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e6,
    latency:percentile(99) / 1e6, errors.connect + errors.read + errors.write + errors.status + errors.timeout, wrong))
end
