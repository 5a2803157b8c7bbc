-- N times: tables, strings, closures and arithmetic.
local n, sum = tonumber(arg[1]), 0
local function add(k) return function(x) return x + k end end
for i = 1, n do
	local t = {}
	for k = 1, 20 do t[k] = (i * k) % 17 end
	table.sort(t)
	local s = table.concat(t, ",")
	for w in s:gmatch("%d+") do sum = add(i % 3)(sum) + #w end
end
print(sum)
