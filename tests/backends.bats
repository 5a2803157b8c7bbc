# Backends: what is found of devices, and what they did while a case ran. The libraries and the
# kernel's files are ones of tests/devices, made after the vendors' documented interfaces.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p machine/dev machine/lib
	ln -s /proc machine/proc
	export BENCH_DEVICES_ROOT=$PWD/machine
	unset LD_LIBRARY_PATH QNN_SDK_ROOT INTEL_OPENVINO_DIR
}

# library SOURCE NAME: the library of tests/devices/SOURCE.c as NAME.
library() {
	cc -shared -fPIC -w -o "machine/lib/$2" "$ROOT/tests/devices/$1.c"
}

# file PATH TEXT: a file of the machine.
file() {
	mkdir -p "machine/${1%/*}"
	printf '%s\n' "$2" >"machine/$1"
}

nvidia() {
	touch machine/dev/nvidiactl
	library cuda libcuda.so.1
	library nvml libnvidia-ml.so.1
}

amd() {
	local nodes=sys/class/kfd/kfd/topology/nodes n
	touch machine/dev/kfd
	file $nodes/0/gpu_id 0
	file $nodes/0/name ''
	for n in 1 2; do
		file $nodes/$n/gpu_id $((n * 1000))
		file $nodes/$n/name "vega2$n"
		file $nodes/$n/mem_banks/0/properties $'heap_type 1\nsize_in_bytes 32000000000\nflags 0'
		file "sys/class/drm/renderD$((127 + n))/device/mem_info_vram_used" $((n * 100000000))
		file "sys/class/drm/renderD$((127 + n))/device/gpu_busy_percent" $((n * 40))
		file "sys/class/drm/renderD$((127 + n))/device/hwmon/hwmon$n/temp1_input" $((n * 30000))
		file "sys/class/drm/renderD$((127 + n))/device/hwmon/hwmon$n/power1_average" $((n * 90000000))
	done
	file $nodes/1/properties $'simd_count 240\nlocation_id 768\ndomain 0\ndrm_render_minor 128\ngfx_target_version 90006'
	file $nodes/2/properties $'simd_count 240\nlocation_id 17152\ndomain 0\ndrm_render_minor 129'
	file sys/module/amdgpu/version 6.3.6
	library rocm_smi librocm_smi64.so.7
}

# scenario BACKEND: a case of it that takes some readings.
scenario() {
	printf '%s\n' "{version: 1, suite: s, defaults: {warmup: 1, runs: 2}, benchmarks: [" \
		"{name: a, matrix: {backend: [$1]}, run: [sleep, 0.15]}]}" >s.yml
}

# measured BACKEND: run the scenario of it; the output is the device_metrics of its session.
measured() {
	scenario "$1"
	run --separate-stderr bench-run -q s.yml
	assert_success
	document=$output
	output=$(jq '.benchmarks[0].sessions[0].device_metrics' <<<"$output")
}

@test "a machine without devices has a CPU, and nothing is said of others" {
	run --separate-stderr bench-env
	json '.backends | keys == ["cpu"]'
	json 'has("devices") or has("broken_backends") | not'
}

@test "NVIDIA's devices are those of the driver, with memory and version" {
	nvidia
	run --separate-stderr bench-env
	assert_success
	json '.backends.cuda == ["Fake GPU 0", "Fake GPU 1"]'
	json '.devices == [{backend: "cuda", name: "Fake GPU 0", memory_mb: 8000, driver: "550.54.14"},
		{backend: "cuda", name: "Fake GPU 1", memory_mb: 16000, driver: "550.54.14"}]'
	rm machine/lib/libnvidia-ml.so.1
	run --separate-stderr bench-env
	json '.devices[0].driver == "CUDA 12.4"'
}

@test "a driver that is missing, does not begin or crashes is a reason" {
	touch machine/dev/nvidiactl
	broken() {
		run --separate-stderr env FAKE_CUDA="$1" bench-env
		assert_success
		json '.backends | has("cuda") | not'
		json ".broken_backends.cuda | test(\"$2\")"
	}
	broken '' "there is no library 'libcuda.so.1'"
	library cuda libcuda.so.1
	broken none 'does not begin .100.'
	broken crash 'its driver crashed'
	echo text >machine/lib/libcuda.so.1
	broken '' 'cannot be opened'
	scenario cuda
	run --separate-stderr bench-run -q s.yml
	assert_success
	json '.benchmarks[0] | .status == "skipped" and (.reason | startswith("cuda cannot be used on this machine: "))'
}

@test "AMD's devices are the GPUs of the kernel's topology" {
	amd
	run --separate-stderr bench-env
	json '.backends.rocm == ["vega21", "vega22"]'
	json '.devices[1] == {backend: "rocm", name: "vega22", memory_mb: 32000, driver: "6.3.6"}'
	rm -r machine/sys/class/kfd/kfd/topology/nodes/[12]
	run --separate-stderr bench-env
	json '.broken_backends.rocm == "the KFD'"'"'s topology has no GPU"'
}

@test "OpenVINO, QNN, Metal and Vulkan say what they have" {
	library openvino_c libopenvino_c.so
	library qnn libQnnHtp.so
	library metal Metal
	library metal libobjc.A.dylib
	fingerprint=$(bench-env -f)
	library vulkan libvulkan.so.1
	run --separate-stderr bench-env
	json '.backends.openvino == ["CPU", "NPU: Intel(R) AI Boost"]'
	json '.backends.mps == ["Fake M9"] and .backends.vulkan == ["Fake Vulkan device"]'
	json '.broken_backends.qnn | test("no way to a DSP")'
	json '[.devices[] | .driver] == [null, "2025.3.0-19807", "2025.3.0-19807", "Vulkan 1.3"]'
	# Vulkan is named, and no two timings differ by it.
	assert_equal "$(jq -r .fingerprint <<<"$output")" "$fingerprint"
	touch machine/dev/fastrpc-cdsp
	file sys/devices/soc0/machine SM8650
	run --separate-stderr bench-env
	json '.backends.qnn == ["HTP of SM8650"] and (.devices[] | select(.backend == "qnn").driver == "QNN 2.25.0")'
	run --separate-stderr env FAKE_OPENVINO=none bench-env
	json '.broken_backends.openvino == "OpenVINO has no device"'
}

@test "a toolkit is found where its variable says, and not by the variable alone" {
	unset BENCH_DEVICES_ROOT
	mkdir -p sdk/lib/x86_64-linux-clang
	export QNN_SDK_ROOT=$PWD/sdk
	run --separate-stderr bench-env
	json '.backends | has("qnn") | not'
	library qnn libQnnCpu.so
	mv machine/lib/libQnnCpu.so sdk/lib/x86_64-linux-clang
	run --separate-stderr bench-env
	json '.backends.qnn == ["CPU (reference)"]'
}

@test "a session has what NVIDIA's device did" {
	nvidia
	measured cuda
	json '.backend == "cuda" and .invocations == 2 and (.devices | length) == 1'
	json '.devices[0] | .name == "Fake GPU 0" and .readings >= 4'
	json '.devices[0].memory_mb | .peak == 3000 and .min == 1000 and .mean > 1000 and .mean < 3000'
	json '.devices[0] | .utilisation.mean == 0.75 and .temperature_c.peak == 61'
	json '.devices[0] | .power_w.mean == 250.5 and .clock_mhz.min == 1410'
	# 7 J from each reading to the next.
	json '.devices[0] | .energy_j.mean * 2 == (.readings - 2) * 7'
	json '.devices[0].throttled == {reasons: ["power cap"], samples: [0, 1]}'
	json '.devices[0].foreign == {peak: 0, samples: []}'
	json '.devices[0].unavailable | keys == ["fragmentation"]'
	output=$document
	json '.environment.warnings | any(.code == "device"
		and (.message | test("lowered its clock in 2 of 2 invocations")))'
}

@test "a counter that is locked, was reset or is not there is unavailable, with the reason" {
	nvidia
	lacking() {
		FAKE_NVML=$1 measured cuda
		json ".devices[0] | has(\"energy_j\") == false and .unavailable.energy_j == \"$2\""
		json '.devices[0].memory_mb.peak == 3000'
	}
	each lacking <<'END'
locked|NVML may not tell it to this user
reset|its counter was reset
old|the device does not support it
END
	json '.devices[0] | has("utilisation") | not'
	json '.devices[0].throttled == {reasons: ["clock setting"], samples: []}'
	run jq -e '.environment.warnings // [] | any(.code == "device")' <<<"$document"
	assert_output false
}

@test "another process on the device is seen, and one of the run is none" {
	nvidia
	echo $$ >machine/pids
	measured cuda
	json '.devices[0].foreign == {peak: 1, samples: [0, 1]}'
	output=$document
	json '.environment.warnings | any(.code == "device"
		and .message == "other processes computed on the device in 2 of 2 invocations")'
	printf '%s\n' '{version: 1, suite: s, defaults: {warmup: 0, runs: 1}, benchmarks: [' \
		"{name: a, matrix: {backend: [cuda]}, run: \"echo \$\$ >'$PWD/machine/pids'; sleep 0.3; : >'$PWD/machine/pids'\"}]}" >s.yml
	: >machine/pids
	run --separate-stderr bench-run -q s.yml
	json '.benchmarks[0].sessions[0].device_metrics.devices[0].foreign == {peak: 0, samples: []}'
	echo 4194304 >machine/pids
	measured cuda
	json '.devices[0] | has("foreign") == false and (.unavailable.foreign | test("namespace"))'
}

@test "a driver that crashes while a case runs takes the readings, and not the run" {
	nvidia
	FAKE_NVML=crash measured cuda
	json '.failed == "its driver crashed or hangs"'
	jq -e '.benchmarks[0] | .status == "ok" and .iterations == 2' <<<"$document"
}

@test "a session has what AMD's devices did, the energy of each its own" {
	amd
	measured rocm
	json '.devices | map(.name) == ["vega21", "vega22"]'
	json '.devices[1] | .memory_mb.peak == 200 and .utilisation.mean == 0.8 and .power_w.mean == 180'
	json '.devices[0] | .temperature_c.peak == 30 and .energy_j.mean * 2 == (.readings - 2) * 15.25'
	json '.devices[1].energy_j.mean == 0'
	json '.devices[0].unavailable | has("clock_mhz") and has("throttled")'
	rm machine/lib/librocm_smi64.so.7
	measured rocm
	json '.devices[0].unavailable.energy_j == "only ROCm'"'"'s SMI library tells it"'
}

@test "OpenVINO's session has the CPU, Intel's GPU and the NPU" {
	library openvino_c libopenvino_c.so
	file sys/class/drm/card0/device/vendor 0x8086
	file sys/class/drm/card0/gt_act_freq_mhz 1300
	file sys/class/drm/card0/device/hwmon/hwmon3/energy1_input 5000000
	file sys/class/drm/card1/device/vendor 0x1002
	file sys/class/accel/accel0/device/npu_busy_time_us 1000
	file sys/class/accel/accel0/device/npu_memory_utilization 64000000
	measured openvino
	json '.devices | map(.name) == ["CPU", "GPU", "NPU"]'
	json '.devices[1] | .clock_mhz.mean == 1300 and .energy_j.mean == 0'
	json '.devices[2] | .memory_mb.peak == 64 and .utilisation.peak == 0'
}

@test "QNN's session has the DSP's temperature, and Metal's says that it is told nothing" {
	library qnn libQnnCpu.so
	file sys/class/thermal/thermal_zone5/type nspss-0
	file sys/class/thermal/thermal_zone5/temp 47000
	measured qnn
	json '.devices[0].temperature_c.mean == 47'
	library metal Metal
	library metal libobjc.A.dylib
	measured mps
	json '.devices[0].unavailable.memory_mb == "Metal tells it only to the process that computes"'
}

@test "a case runs on its fallback, and is skipped where that case is there already" {
	cat >s.yml <<'END'
version: 1
suite: s
defaults: {warmup: 0, runs: 2, fallback: cpu}
benchmarks:
  - {name: alone, matrix: {backend: [cuda, rocm]}, run: "echo ${{ matrix.backend }}"}
  - {name: both, matrix: {backend: [cuda, cpu]}, run: "true"}
  - {name: none, matrix: {backend: [cuda]}, fallback: rocm, run: "true"}
  - {name: own, matrix: {backend: [cuda]}, fallback: null, run: "true"}
END
	run --separate-stderr bench-plan s.yml
	assert_success
	json '.cases | map(.id) == ["alone/backend=cpu", "alone/backend=rocm", "both/backend=cuda",
		"both/backend=cpu", "none/backend=cuda", "own/backend=cuda"]'
	json '.cases[0] | .argv == ["echo", "cpu"] and .fallback == {from: "cuda", reason: "no cuda device on this machine"}'
	json '.cases[1].skip == "no rocm device on this machine, and its fallback is case '"'alone/backend=cpu'"'"'
	json '.cases[4].skip == "no cuda device on this machine, and its fallback: no rocm device on this machine"'
	json '.cases[5].skip == "no cuda device on this machine"'
	bench-plan s.yml >plan.json
	run --separate-stderr bench-run -q plan.json
	json '.benchmarks[] | select(.id == "alone/backend=cpu") | .status == "ok" and .fallback.from == "cuda"'
	nvidia
	run --separate-stderr bench-plan s.yml
	json '.cases[0].id == "alone/backend=cuda" and (.cases[0] | has("fallback") or has("skip") | not)'
}

@test "sessions keep their device metrics when results are merged or resumed" {
	nvidia
	scenario cuda
	bench-run -q -o a.json s.yml
	bench-run -q -o b.json s.yml
	run --separate-stderr bench-merge a.json b.json
	json '.benchmarks[0].sessions | map(.device_metrics.invocations) == [2, 2]'
	jq '.benchmarks[0].status = "interrupted"' a.json >half.json
	bench-run -q -r 4 --resume half.json -o c.json s.yml
	json '.benchmarks[0].sessions | map(.device_metrics.invocations) == [2, 2]' c.json
	run "$ROOT/tests/schema-check" "$ROOT/schemas/results.json" c.json
	assert_success
}

@test "--no-device-metrics reads no device, and neither does a case without a backend" {
	nvidia
	scenario cuda
	run --separate-stderr bench-run -q --no-device-metrics s.yml
	json '.benchmarks[0].sessions[0] | has("device_metrics") | not'
	run --separate-stderr bench-run -q -r 1 -- true
	json '.benchmarks[0].sessions[0] | has("device_metrics") | not'
}

@test "what the readings cost is measured in pairs, for both kinds of sources" {
	run --separate-stderr "$ROOT/scripts/bench-devices" 4 2000000
	[ "$status" -le 1 ]
	for row in 'cpu +duration_ms' 'cpu +cpu_ms' 'cuda +duration_ms' 'cuda +cpu_ms'; do
		assert_line --regexp "^$row +-?[0-9.]+ +\[-?[0-9.]+, -?[0-9.]+\]  (yes|no|cannot tell)$"
	done
}
