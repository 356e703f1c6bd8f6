//go:build wasip1

package mortise

import "unsafe"

// The imports of the ABI mortise/1. One that nothing reaches does not appear in the module, so a module asks for what
// it uses. Pointers are only read while the call lasts, and Go does not move what they point to.

//go:wasmimport mortise/1 input
func abiInput(to unsafe.Pointer)

//go:wasmimport mortise/1 function
func abiFunction(to unsafe.Pointer)

//go:wasmimport mortise/1 output
func abiOutput(at unsafe.Pointer, length uint32)

//go:wasmimport mortise/1 error
func abiError(code int32, at unsafe.Pointer, length uint32)

//go:wasmimport mortise/1 emit
func abiEmit(at unsafe.Pointer, length uint32) int32

//go:wasmimport mortise/1 pending
func abiPending() int32

//go:wasmimport mortise/1 take
func abiTake(to unsafe.Pointer)

//go:wasmimport mortise/1 call_info
func abiCallInfo() int64

//go:wasmimport mortise/1 config
func abiConfig(at unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 log
func abiLog(level int32, at unsafe.Pointer, length uint32, fields unsafe.Pointer, fieldsLength uint32)

//go:wasmimport mortise/1 kv_get
func abiKVGet(key unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 kv_set
func abiKVSet(key unsafe.Pointer, length uint32, value unsafe.Pointer, valueLength uint32, ttl int64) int64

//go:wasmimport mortise/1 kv_delete
func abiKVDelete(key unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 kv_list
func abiKVList(prefix unsafe.Pointer, length uint32, after unsafe.Pointer, afterLength uint32, limit uint32) int64

//go:wasmimport mortise/1 kv_version
func abiKVVersion(key unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 kv_compare_and_set
func abiKVCompareAndSet(key unsafe.Pointer, length uint32, value unsafe.Pointer, valueLength uint32,
	version int64, ttl int64) int64

//go:wasmimport mortise/1 cache_get
func abiCacheGet(key unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 cache_set
func abiCacheSet(key unsafe.Pointer, length uint32, value unsafe.Pointer, valueLength uint32, ttl int64) int64

//go:wasmimport mortise/1 cache_delete
func abiCacheDelete(key unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 http_request
func abiHTTPRequest(head unsafe.Pointer, length uint32, body unsafe.Pointer, bodyLength uint32) int64

//go:wasmimport mortise/1 http_body
func abiHTTPBody() int64

//go:wasmimport mortise/1 event_emit
func abiEventEmit(at unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 secret_get
func abiSecretGet(name unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 job_enqueue
func abiJobEnqueue(at unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 plugin_call
func abiPluginCall(head unsafe.Pointer, length uint32, payload unsafe.Pointer, payloadLength uint32) int64

//go:wasmimport mortise/1 app_call
func abiAppCall(name unsafe.Pointer, length uint32, payload unsafe.Pointer, payloadLength uint32) int64

//go:wasmimport mortise/1 sql_query
func abiSQLQuery(at unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 sql_exec
func abiSQLExec(at unsafe.Pointer, length uint32) int64

//go:wasmimport mortise/1 mail_send
func abiMailSend(at unsafe.Pointer, length uint32) int64

// abiAbort ends the instance with a message, as AssemblyScript does: a text is UTF-16 with its length in bytes before it.
//
//go:wasmimport env abort
func abiAbort(message uint32, file uint32, line uint32, column uint32)
