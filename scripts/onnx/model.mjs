// model.mjs: an ONNX model made here: the product of two square matrices. An ONNX file is a
// ModelProto in the encoding of protocol buffers (onnx/onnx.proto, https://protobuf.dev).

const FLOAT = 1 // TensorProto.DataType

function varint(n) {
	const bytes = []
	for (; n > 127; n = Math.floor(n / 128)) bytes.push((n % 128) + 128)
	return [...bytes, n]
}

const number = (field, n) => [...varint(field * 8), ...varint(n)]
const block = (field, bytes) => [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes]
const text = (field, s) => block(field, [...new TextEncoder().encode(s)])

// ValueInfoProto: NAME is a tensor of floats of the shape DIMS.
function valueInfo(name, dims) {
	const shape = dims.flatMap((d) => block(1, number(1, d)))
	return [...text(1, name), ...block(2, block(1, [...number(1, FLOAT), ...block(2, shape)]))]
}

// The model that computes C = A B, of SIZE rows and columns each.
export function matmul(size) {
	const node = [...text(1, 'A'), ...text(1, 'B'), ...text(2, 'C'), ...text(4, 'MatMul')]
	const graph = [
		...block(1, node),
		...text(2, 'matmul'),
		...block(11, valueInfo('A', [size, size])),
		...block(11, valueInfo('B', [size, size])),
		...block(12, valueInfo('C', [size, size])),
	]
	return new Uint8Array([...number(1, 8), ...block(7, graph), ...block(8, number(2, 13))])
}
