/* The functions of libtorchsharp_core's C ABI: TorchScript on libtorch for any language that can
 * call C.
 *
 * These rules hold for every function unless its comment says otherwise:
 *
 *  - It returns a tsp_status. TSP_OK is 0; any other status is the tsp_error_kind of the error
 *    record that tsp_error_get then describes on the same thread. A C++ exception never
 *    crosses this boundary.
 *  - Any thread may call it, also at the same time as others and on the same handle. It does
 *    not wait for the Python GIL, except in a model that calls Python: the extension of
 *    torchsharp_py leaves the Python objects of tensors to another thread if the caller does
 *    not hold the GIL. A function that waits for other threads gives the GIL up meanwhile.
 *  - Pointers and texts are borrowed for the duration of the call. Those that are null fail: VALUE.
 *  - Out parameters are written only on success, except that a tsp_value may become NONE. The
 *    caller owns a handle that was written to an out parameter and releases it with the
 *    matching tsp_*_release.
 *  - A release function ignores null and never fails.
 *  - An int32_t that answers a yes-or-no question, or asks one, is 0 or 1.
 *
 * How to read the comments: a capitalized word in a list at the end (FORMAT, VALUE) is an error
 * kind that the function fails with, TSP_ERROR_FORMAT. A capitalized word that describes a value
 * (LIST of STRING) is a kind of tsp_value, TSP_KIND_LIST; TUPLE(name: STRING, size: INT) lists
 * its elements. TYPE as a value is the tree that tsp_callable_schema describes.
 *
 * Each section is implemented in the file of csrc/core/api that bears its name. The declarations
 * marked TSP_API are the one list of functions; C# declarations are generated from it
 * (scripts/gen_interop.py). To add a function, put it at the end of its section and raise
 * TSP_ABI_MINOR_VERSION; any other change raises TSP_ABI_VERSION.
 */
#ifndef TORCHSHARP_CORE_H
#define TORCHSHARP_CORE_H

#include "torchsharp_types.h"

#if defined(_WIN32)
#if defined(TORCHSHARP_CORE_BUILD)
#define TSP_EXPORT __declspec(dllexport)
#else
#define TSP_EXPORT __declspec(dllimport)
#endif
#else
#define TSP_EXPORT __attribute__((visibility("default")))
#endif

#if defined(__cplusplus)
#define TSP_API extern "C" TSP_EXPORT
#else
#define TSP_API extern TSP_EXPORT
#endif

/* ---------------------------------------------------------------------- library */

/* TSP_ABI_VERSION and TSP_ABI_MINOR_VERSION of the loaded library. The caller compares them with
 * those it was compiled against: the first must be equal, the second not lower. Never fail. */
TSP_API uint32_t tsp_abi_version(void);
TSP_API uint32_t tsp_abi_minor_version(void);

/* The versions of libtorch and of this library, in one line that stays valid. Never fails. */
TSP_API void tsp_build_info(tsp_text* out);

/* Whether the loaded libtorch is of the release that this library was compiled against, such as
 * 2.13. If it is not, every function that can fail does, with this message. RUNTIME, with both
 * versions and what to do. */
TSP_API tsp_status tsp_libtorch_check(void);

/* The calling thread's last error; its kind is TSP_OK if there was none. Never fails. */
TSP_API void tsp_error_get(tsp_error* out);

/* The number of live handles of all kinds, for leak tests. Never fails. */
TSP_API int64_t tsp_live_handles(void);

/* Seeds the default random generators of every device, like torch.manual_seed. */
TSP_API tsp_status tsp_seed_set(int64_t seed);

/* The number of threads that one operator may use, at least 1. VALUE. */
TSP_API tsp_status tsp_num_threads_get(int64_t* out);
TSP_API tsp_status tsp_num_threads_set(int64_t threads);

/* The number of threads for tasks (torch.jit.fork), at least 1. It can be set until the first task
 * runs. VALUE; RUNTIME. */
TSP_API tsp_status tsp_num_interop_threads_get(int64_t* out);
TSP_API tsp_status tsp_num_interop_threads_set(int64_t threads);

/* Loads a library that registers operators or classes, for the whole process. FILE_NOT_FOUND; IO,
 * with the loader's message. */
TSP_API tsp_status tsp_library_load(tsp_text path);

/* Says that the process is about to call exit(), or to return from main. Then threads that are in
 * calls cannot disturb the exit: it waits for them for half a second at most, and threads that call
 * later sleep. Calls are allowed until exit() begins; on Linux, threads that are in one, or begin
 * one, get a low priority. A program that does not call this has the same, except for the
 * priorities, and for what libtorch has set up since the last thread made its first call. Never
 * fails. */
TSP_API void tsp_exit_prepare(void);

/* Sets who listens to calls through this ABI, in the whole process; both functions may be null for
 * nobody: then libtorch writes to file descriptors 1 and 2. warn is called at the end of the call
 * that heard the warning, on its thread; warnings of tasks (torch.jit.fork) at the end of the next
 * call. print is called while the code runs, also on threads of tasks; if it fails, the code does.
 * VALUE if only one is null. */
TSP_API tsp_status tsp_listener_set(tsp_warn warn, tsp_print print, void* context);

/* A setting of libtorch for the whole process, by its name:
 *   "default_dtype": INT, the tsp_dtype of new tensors;
 *   "deterministic_algorithms": TUPLE(enabled: BOOL, warn_only: BOOL);
 *   "float32_matmul_precision": STRING "highest", "high" or "medium";
 *   "detect_anomaly": TUPLE(enabled: BOOL, check_nan: BOOL);
 *   BOOL: "warn_always", "cuda.matmul.allow_tf32",
 *   "cuda.matmul.allow_fp16_reduced_precision_reduction",
 *   "cuda.matmul.allow_bf16_reduced_precision_reduction", "cuda.flash_sdp",
 *   "cuda.mem_efficient_sdp", "cuda.math_sdp", "cuda.cudnn_sdp", "cudnn.enabled",
 *   "cudnn.benchmark", "cudnn.deterministic", "cudnn.allow_tf32", "mkldnn.enabled";
 *   BOOL that can only be read: "cudnn.available", "mkldnn.available", "mkl.available",
 *   "openmp.available", "cxx11_abi".
 * VALUE for an unknown name, with those that exist, and for a value that is not allowed; TYPE. */
TSP_API tsp_status tsp_setting_get(tsp_text name, tsp_value* out);
TSP_API tsp_status tsp_setting_set(tsp_text name, const tsp_value* value);

/* The number of devices of a tsp_device_type; 0 if this libtorch lacks its backend. VALUE. */
TSP_API tsp_status tsp_device_count(int32_t device_type, int64_t* out);

/* Waits until the device has done all that was given to it. Without an index, it is the current
 * device of that type. DEVICE; VALUE. */
TSP_API tsp_status tsp_device_synchronize(tsp_text device);

/* ---------------------------------------------------------------------- scopes */

/* A scope changes a setting of the calling thread until tsp_scope_exit restores it. Nested scopes
 * are left in reverse order, each on the thread that entered it. */

/* Whether autograd records. */
TSP_API tsp_status tsp_grad_mode_enter(int32_t enabled, tsp_scope** out);
TSP_API tsp_status tsp_grad_mode_get(int32_t* out);

/* Inference mode: no recording, and the tensors made can never be recorded. */
TSP_API tsp_status tsp_inference_mode_enter(int32_t enabled, tsp_scope** out);
TSP_API tsp_status tsp_inference_mode_get(int32_t* out);

/* Automatic mixed precision for a tsp_device_type; dtype -1 is that device's default. get writes
 * dtype -1 if the device has no autocast. VALUE. */
TSP_API tsp_status tsp_autocast_enter(int32_t device_type, int32_t dtype, int32_t enabled,
                                      int32_t cache_enabled, tsp_scope** out);
TSP_API tsp_status tsp_autocast_get(int32_t device_type, int32_t* enabled, int32_t* dtype);

/* The settings of the calling thread, to be entered on another one. */
TSP_API tsp_status tsp_thread_state_capture(tsp_thread_state** out);
TSP_API tsp_status tsp_thread_state_enter(tsp_thread_state* state, tsp_scope** out);
TSP_API void tsp_thread_state_release(tsp_thread_state* state);

/* Leaves a scope and releases it; null is ignored. VALUE on a thread other than the one that
 * entered it: then the scope is released, and no thread's settings change. */
TSP_API tsp_status tsp_scope_exit(tsp_scope* scope);

/* Gives up the lock of an interpreter in this process, Python's, if the calling thread holds it:
 * before it waits for other threads, which may need it. The same thread takes it back with what is
 * returned: null, which restore ignores, if it did not hold it. Never fail. */
TSP_API void* tsp_host_lock_release(void);
TSP_API void tsp_host_lock_restore(void* released);

/* A scope that limits calls of TorchScript code, and tasks that they fork, to so many seconds (0 is
 * no limit). Code that runs longer, or is canceled from any thread, fails before its next turn of a
 * loop or few operators: TIMEOUT, CANCELED. VALUE for a negative number, and for another scope. */
TSP_API tsp_status tsp_limit_enter(double seconds, tsp_scope** out);
TSP_API tsp_status tsp_limit_cancel(tsp_scope* scope);

/* ---------------------------------------------------------------------- values */

/* Releases everything that a result tree still owns and sets its root to NONE. value may be null. A
 * root of kind NONE, INT, FLOAT, BOOL or COMPLEX needs no release. Never fails. */
TSP_API void tsp_value_release(tsp_value* value);

/* ---------------------------------------------------------------------- tensors */

/* Creates a CPU tensor of the given sizes and copies its elements, data_size bytes in row-major
 * order, from data. sizes may be null if dim is 0. VALUE if data_size does not match sizes and
 * dtype. */
TSP_API tsp_status tsp_tensor_from_data(const void* data, int64_t data_size, const int64_t* sizes,
                                        int64_t dim, int32_t dtype, tsp_tensor** out);

/* Creates one more handle on the same tensor: out becomes equal to tensor. */
TSP_API tsp_status tsp_tensor_retain(tsp_tensor* tensor, tsp_tensor** out);

/* Releases one handle. */
TSP_API void tsp_tensor_release(tsp_tensor* tensor);

/* Describes the tensor. */
TSP_API tsp_status tsp_tensor_info_get(tsp_tensor* tensor, tsp_tensor_info* out);

/* Copies all elements, in row-major order and from any device, to data, which has room for
 * data_size bytes. VALUE if data_size is not the tensor's size in bytes. */
TSP_API tsp_status tsp_tensor_copy_to_host(tsp_tensor* tensor, void* data, int64_t data_size);

/* The element of a tensor that has exactly one: INT, FLOAT, BOOL or COMPLEX. VALUE for others. */
TSP_API tsp_status tsp_tensor_item(tsp_tensor* tensor, tsp_value* out);

/* Writes the elements as libtorch prints them, in lines of line_width characters (at least 40). out
 * becomes a STRING. */
TSP_API tsp_status tsp_tensor_format(tsp_tensor* tensor, int64_t line_width, tsp_value* out);

/* ---------------------------------------------------------------------- memory */

/* Creates a CPU tensor over data_size bytes of the caller, without a copy. strides are in elements;
 * null is row-major order. release is called once, on any thread, when nothing uses the memory any
 * more; it may be null, and is not called if this function fails. VALUE if the tensor would not lie
 * within the memory. */
TSP_API tsp_status tsp_tensor_from_memory(void* data, int64_t data_size, const int64_t* sizes,
                                          const int64_t* strides, int64_t dim, int32_t dtype,
                                          tsp_callback release, void* context, tsp_tensor** out);

/* The tensor as a DLManagedTensor of DLPack, which shares its elements and is released once, by
 * its deleter or tsp_dlpack_release. VALUE if DLPack has no place for what it is. */
TSP_API tsp_status tsp_tensor_to_dlpack(tsp_tensor* tensor, void** out);

/* A tensor that shares the elements of a DLManagedTensor, and takes it over on success. */
TSP_API tsp_status tsp_tensor_from_dlpack(void* managed, tsp_tensor** out);

/* Calls the deleter of a DLManagedTensor that nobody has taken over. */
TSP_API void tsp_dlpack_release(void* managed);

/* The size in bytes of the storage that the tensor and its views share. RUNTIME if it has none. */
TSP_API tsp_status tsp_tensor_storage_size(tsp_tensor* tensor, int64_t* out);

/* ---------------------------------------------------------------------- gradients */

/* Sets whether autograd records what is computed from the tensor. RUNTIME if it cannot. */
TSP_API tsp_status tsp_tensor_requires_grad_set(tsp_tensor* tensor, int32_t on);

/* Whether the tensor is a leaf: the user made it, not a recorded operator. */
TSP_API tsp_status tsp_tensor_is_leaf(tsp_tensor* tensor, int32_t* out);

/* Makes backward keep the gradient of a tensor that is not a leaf. */
TSP_API tsp_status tsp_tensor_retain_grad(tsp_tensor* tensor);

/* The gradient; null means none, for both functions. RUNTIME if it does not fit the tensor. */
TSP_API tsp_status tsp_tensor_grad_get(tsp_tensor* tensor, tsp_tensor** out);
TSP_API tsp_status tsp_tensor_grad_set(tsp_tensor* tensor, tsp_tensor* gradient);

/* Makes the tensor share data's elements. What autograd recorded stays. RUNTIME while a call uses
 * the tensor. */
TSP_API tsp_status tsp_tensor_data_set(tsp_tensor* tensor, tsp_tensor* data);

/* Adds the gradients of the tensor to its leaves, or to inputs (a LIST of TENSOR) if that is not
 * null. gradient may be null for a tensor of one element. RUNTIME. */
TSP_API tsp_status tsp_tensor_backward(tsp_tensor* tensor, tsp_tensor* gradient,
                                       int32_t retain_graph, int32_t create_graph,
                                       const tsp_value* inputs);

/* The gradients of outputs with respect to inputs (each a LIST of TENSOR). gradients: one for each
 * output, a LIST of TENSOR or NONE; it may be null. out becomes a LIST of TENSOR, or of NONE for an
 * input that was not used. RUNTIME. */
TSP_API tsp_status tsp_tensors_grad(const tsp_value* outputs, const tsp_value* inputs,
                                    const tsp_value* gradients, int32_t retain_graph,
                                    int32_t create_graph, int32_t allow_unused, tsp_value* out);

/* Scales the gradients of tensors (a LIST of TENSOR) so that their norm is at most max_norm, and
 * writes the norm that they had. RUNTIME if that is not finite and error_if_nonfinite is set. */
TSP_API tsp_status tsp_tensors_clip_grad_norm(const tsp_value* tensors, double max_norm,
                                              double norm_type, int32_t error_if_nonfinite,
                                              double* norm);

/* Limits the elements of the gradients of a LIST of TENSOR to [-clip_value, clip_value]. */
TSP_API tsp_status tsp_tensors_clip_grad_value(const tsp_value* tensors, double clip_value);

/* tsp_tensor_backward of a LIST of TENSOR. gradients: a LIST of TENSOR or NONE; it may be null. */
TSP_API tsp_status tsp_tensors_backward(const tsp_value* tensors, const tsp_value* gradients,
                                        int32_t retain_graph, int32_t create_graph,
                                        const tsp_value* inputs);

/* ---------------------------------------------------------------------- functions */

/* Functions of the caller that autograd calls, on any thread and at the same time as others. If one
 * fails, so does the function that runs backward: RUNTIME, with what tsp_failure_set has said. */

/* Records a step that the caller has computed: outputs (a LIST of TENSOR or NONE) from inputs (a
 * LIST of TENSOR), while autograd did not record. dirty: inputs that were changed in place;
 * non_differentiable: outputs without gradients; saved: what backward needs, a LIST of TENSOR or
 * NONE; all three may be null. out becomes the outputs, a LIST of TENSOR or NONE, which autograd
 * knows if it records and an input requires a gradient. The context of function is the core's from
 * here on, also if this fails. VALUE; TYPE; RUNTIME. */
TSP_API tsp_status tsp_node_record(const tsp_function* function, const tsp_value* inputs,
                                   const tsp_value* outputs, const tsp_value* dirty,
                                   const tsp_value* non_differentiable, const tsp_value* saved,
                                   tsp_value* out);

/* What was saved with the node, during a call of its backward. out becomes a LIST of TENSOR or
 * NONE. RUNTIME if backward has freed it, or if a tensor was changed in place since then. */
TSP_API tsp_status tsp_node_saved(tsp_node* node, tsp_value* out);

/* Adds a hook to a tensor, by tsp_hook_kind. It is kept as long as autograd may call it. release is
 * called once with context, on any thread, when that is over or the hook is removed, also if this
 * fails; not at the end of the process, nor in a forked child. VALUE; RUNTIME if the tensor has no
 * gradient, or if a hook of the second kind is given to a tensor that is not a leaf. */
TSP_API tsp_status tsp_hook_add(tsp_tensor* tensor, int32_t kind, tsp_tensor_hook hook,
                                tsp_callback release, void* context, tsp_hook** out);

/* Removes a hook. Calls that have begun still run it. */
TSP_API tsp_status tsp_hook_remove(tsp_hook* hook);

/* Releases a handle; the hook stays. */
TSP_API void tsp_hook_release(tsp_hook* hook);

/* Says why a callback of this section is going to fail, on its thread. exception: the caller's. The
 * core owns it from here on, also if this fails, and calls release unless it is taken. */
TSP_API tsp_status tsp_failure_set(tsp_text message, void* exception, tsp_callback release);

/* The exception of the callback that made the last function fail on this thread; null if there is
 * none, or if it was taken before. The caller owns it then. */
TSP_API tsp_status tsp_failure_take(void** out);

/* ---------------------------------------------------------------------- modules */

/* Loads a TorchScript archive. device ("cpu", "cuda:0") is where the weights go; null leaves them
 * where they were when saved. extra_names: names of extra files, a LIST of STRING; it may be
 * null. extra becomes a DICT that maps those names that the archive has to bytes, both STRING; it
 * may be null. FILE_NOT_FOUND; IO; FORMAT; UNKNOWN_OPERATOR; DEVICE. */
TSP_API tsp_status tsp_module_load(const tsp_source* source, tsp_text device,
                                   const tsp_value* extra_names, tsp_value* extra,
                                   tsp_module** out);

/* Writes the module. A file is replaced only when the whole archive is written, and keeps its
 * permissions; anything that is not a regular file is written in place. extra: extra files, a
 * DICT of names and bytes, both STRING; it may be null. IO; UNSUPPORTED for a module that calls
 * Python. */
TSP_API tsp_status tsp_module_save(tsp_module* module, const tsp_sink* sink,
                                   const tsp_value* extra);

/* Creates one more handle on the same module; releases one. Callables of it stay valid. */
TSP_API tsp_status tsp_module_retain(tsp_module* module, tsp_module** out);
TSP_API void tsp_module_release(tsp_module* module);

/* The TorchScript class of the module ("__torch__.models.Net"). out becomes a STRING. */
TSP_API tsp_status tsp_module_type_name(tsp_module* module, tsp_value* out);

/* The names of its methods. out becomes a LIST of STRING. */
TSP_API tsp_status tsp_module_methods(tsp_module* module, tsp_value* out);

/* A method, ready to be called. with_hooks: run the scripted hooks and pre-hooks of forward, as
 * calling the module does. UNKNOWN_METHOD, with the names that exist. */
TSP_API tsp_status tsp_module_callable(tsp_module* module, tsp_text name, int32_t with_hooks,
                                       tsp_callable** out);

/* A callable that creates instances of a TorchScript class that the module uses, by its qualified
 * name ("__torch__.models.Point") or the last part of it. Its schema is that of __init__ with the
 * class as the result. UNKNOWN_METHOD, with the classes that exist. */
TSP_API tsp_status tsp_module_class(tsp_module* module, tsp_text name, tsp_callable** out);

/* The module as an object: its parameters, buffers, submodules and constants are attributes. */
TSP_API tsp_status tsp_module_object(tsp_module* module, tsp_object** out);

/* Sets training mode (1) or evaluation mode (0), also of submodules. */
TSP_API tsp_status tsp_module_train(tsp_module* module, int32_t on);
TSP_API tsp_status tsp_module_is_training(tsp_module* module, int32_t* out);

/* Moves parameters and buffers in place to a device such as "cpu" or "cuda:0" (null keeps them
 * where they are), and casts those that are floating point or complex to dtype (-1 keeps their
 * types), like torch.nn.Module.to. flags: tsp_to_flag. DEVICE; VALUE; RUNTIME while a call uses a
 * tensor that it changes. */
TSP_API tsp_status tsp_module_to(tsp_module* module, tsp_text device, int32_t dtype, int32_t flags);

/* The members of the module, by tsp_member_kind; recurse adds those of its submodules (MODULES
 * always does, CHILDREN never). out becomes a LIST of TUPLE(name: STRING, value); names are
 * dotted paths. VALUE. */
TSP_API tsp_status tsp_module_members(tsp_module* module, int32_t kind, int32_t recurse,
                                      tsp_value* out);

/* Copies a state into the parameters and buffers, like torch.nn.Module.load_state_dict. state: a
 * DICT of STRING and TENSOR; flags: tsp_state_flag. out becomes a TUPLE(missing: LIST of STRING,
 * unexpected: LIST of STRING). VALUE, with the keys that are missing, unexpected or of another
 * shape; RUNTIME while a call uses the module, with TSP_STATE_ASSIGN. Then nothing changes. */
TSP_API tsp_status tsp_module_load_state(tsp_module* module, const tsp_value* state, int32_t flags,
                                         tsp_value* out);

/* Sets whether autograd records what is computed from the parameters. */
TSP_API tsp_status tsp_module_requires_grad_set(tsp_module* module, int32_t on);

/* Drops the gradients of the parameters, or fills them with zeros. */
TSP_API tsp_status tsp_module_zero_grad(tsp_module* module, int32_t set_to_none);

/* Copies the module, by tsp_copy_kind. */
TSP_API tsp_status tsp_module_copy(tsp_module* module, int32_t kind, tsp_module** out);

/* Creates a module for inference whose weights are constants of its code. The module must be in
 * evaluation mode. preserved: attributes and methods to keep besides forward, a LIST of STRING; it
 * may be null. VALUE. */
TSP_API tsp_status tsp_module_freeze(tsp_module* module, const tsp_value* preserved,
                                     int32_t optimize_numerics, tsp_module** out);

/* Creates a frozen module that is optimized for this machine. other_methods: methods to optimize
 * besides forward, a LIST of STRING; it may be null. VALUE if the module is in training mode. */
TSP_API tsp_status tsp_module_optimize_for_inference(tsp_module* module,
                                                     const tsp_value* other_methods,
                                                     tsp_module** out);

/* tsp_module_load under a policy: "safe", or JSON (docs/guides/security.md). POLICY before anything
 * of the file runs, with the operator and the method; VALUE for a policy that cannot be read. */
TSP_API tsp_status tsp_module_load_checked(const tsp_source* source, tsp_text device,
                                           const tsp_value* extra_names, tsp_value* extra,
                                           tsp_text policy, tsp_module** out);

/* What an archive could do, without running anything of it. out becomes a TUPLE of LISTs of TUPLEs
 * of STRING, BOOL and INT: core/vetting/report.h names them. VALUE; FILE_NOT_FOUND; IO. */
TSP_API tsp_status tsp_archive_vet(const tsp_source* source, tsp_text policy, tsp_value* out);

/* ---------------------------------------------------------------------- programs */

/* Loads a program of a file of torch.export.save as a module, whose only method is forward. name:
 * the program's in the archive; null is the only one, or "model". mode: tsp_program_mode; a file
 * of AOTInductor alone needs UNCHECKED. policy: as in tsp_module_load_checked, or null. The others:
 * as in tsp_module_load. tsp_module_save writes such a file, with the loaded compiled code if it
 * still has its weights. Errors as in tsp_module_load_checked, and VALUE, UNSUPPORTED. */
TSP_API tsp_status tsp_program_load(const tsp_source* source, tsp_text name, int32_t mode,
                                    tsp_text policy, tsp_text device, const tsp_value* extra_names,
                                    tsp_value* extra, tsp_module** out);

/* What a program takes, returns and runs. out becomes a DICT of STRING:
 *   "name": STRING; "torch_version": STRING, of the export; "execution": STRING "interpreted",
 *   "compiled" or "unchecked"; "mode": STRING "training" or "evaluation" if it was exported so, or
 *   "either" if it does the same in both; "inputs": LIST of TUPLE(path: STRING "batch['x']", value:
 *   STRING "Float[s0, 8]"); "outputs": LIST of STRING; "symbols": LIST of TUPLE(name: STRING,
 *   least: INT, most: INT); "operators": DICT of STRING and INT, in how many places.
 * Without a program, "mode" is "unknown", and a value is "Tensor", or "Any": perhaps a constant.
 * UNSUPPORTED for another module. */
TSP_API tsp_status tsp_program_describe(tsp_module* module, tsp_value* out);

/* ---------------------------------------------------------------------- checkpoints */

/* Reads a file of torch.save, also of one before PyTorch 1.6: tensors, numbers, text, BYTES, DTYPE,
 * LAYOUT, and lists, tuples, dicts and sets of them, such as a state_dict. No code of the file
 * runs. device: see tsp_module_load. FORMAT; FILE_NOT_FOUND; IO; DEVICE. */
TSP_API tsp_status tsp_checkpoint_load(const tsp_source* source, tsp_text device, tsp_value* out);

/* Writes such a value for torch.load. IO; TYPE and UNSUPPORTED for other values. */
TSP_API tsp_status tsp_checkpoint_save(const tsp_value* value, const tsp_sink* sink);

/* ---------------------------------------------------------------------- units */

/* Compiles a compilation unit from TorchScript source. COMPILE, with line and column;
 * UNKNOWN_OPERATOR. */
TSP_API tsp_status tsp_unit_compile(tsp_text source, tsp_unit** out);

/* Releases the handle. Callables of the unit stay valid. */
TSP_API void tsp_unit_release(tsp_unit* unit);

/* The names of its functions. out becomes a LIST of STRING. */
TSP_API tsp_status tsp_unit_functions(tsp_unit* unit, tsp_value* out);

/* A function, ready to be called. UNKNOWN_METHOD, with the names that exist. */
TSP_API tsp_status tsp_unit_callable(tsp_unit* unit, tsp_text name, tsp_callable** out);

/* A callable that creates instances of a class of the unit, see tsp_module_class. */
TSP_API tsp_status tsp_unit_class(tsp_unit* unit, tsp_text name, tsp_callable** out);

/* ---------------------------------------------------------------------- callables */

/* An operator of libtorch by its qualified name ("aten::add") and overload ("Tensor" or ""),
 * ready to be called like a method. UNKNOWN_OPERATOR. */
TSP_API tsp_status tsp_operator_callable(tsp_text name, tsp_text overload, tsp_callable** out);

/* Releases the handle. */
TSP_API void tsp_callable_release(tsp_callable* callable);

/* The schema, without self. out becomes a
 *   TUPLE(name: STRING, text: STRING, parameters: LIST, returns: TYPE); a parameter is a
 *   TUPLE(name: STRING, type: TYPE, has_default: BOOL, keyword_only: BOOL,
 *         default: STRING as TorchScript prints it, or NONE,
 *         default_value: the default itself, or NONE); a TYPE is a
 *   TUPLE(tsp_type_kind: INT, text: STRING as TorchScript prints it, contained: LIST of TYPE,
 *         fields: LIST of STRING).
 * The fields of a NamedTuple are its field names, those of an enum the names of its members
 * (contained is the type of their values), those of a class the names of its attributes. A function
 * without a result returns the type NONE; an operator with several results returns a TUPLE. */
TSP_API tsp_status tsp_callable_schema(tsp_callable* callable, tsp_value* out);

/* Calls with count arguments in the order of the schema, keyword-only ones at their place and self
 * left out; missing trailing arguments take their defaults. The result is written to out[0]; the
 * nodes that it points to follow in out while they fit. out is an array of capacity nodes (at least
 * 1) whose contents are ignored, and which must not move until the result is released; if it is
 * null, the result is dropped. args may be null if count is 0. TYPE if an argument does not fit;
 * RUNTIME, for an operator with its schema; UNSUPPORTED. */
TSP_API tsp_status tsp_callable_call(tsp_callable* callable, const tsp_value* args, int64_t count,
                                     tsp_value* out, int64_t capacity);

/* Calls like tsp_callable_call, until the executor has specialized the code for such arguments,
 * at most `most` times, and drops the results. runs becomes the number of calls. */
TSP_API tsp_status tsp_callable_warm_up(tsp_callable* callable, const tsp_value* args,
                                        int64_t count, int64_t most, int64_t* runs);

/* The code of a method or function, by tsp_text_kind. out becomes a STRING. UNSUPPORTED if it has
 * no code of TorchScript; VALUE. */
TSP_API tsp_status tsp_callable_text(tsp_callable* callable, int32_t kind, tsp_value* out);

/* The code, and the constants that it calls CONSTANTS.c0 and so on. out becomes a TUPLE(code:
 * STRING, constants: DICT of STRING ("c0") and values). UNSUPPORTED. */
TSP_API tsp_status tsp_callable_code_with_constants(tsp_callable* callable, tsp_value* out);

/* ---------------------------------------------------------------------- executor */

/* How often, and in which way, code is specialized for the shapes that it meets: a LIST of
 * TUPLE(STRING "STATIC" or "DYNAMIC", INT depth) whose entries are tried in turn. set writes the
 * strategy that it replaces. VALUE. */
TSP_API tsp_status tsp_fusion_strategy_get(tsp_value* out);
TSP_API tsp_status tsp_fusion_strategy_set(const tsp_value* strategy, tsp_value* previous);

/* Whether code is specialized at all; if not, it runs as it was compiled. set writes the setting
 * that it replaces, and applies to code that has not run yet. */
TSP_API tsp_status tsp_profiling_executor_get(int32_t* out);
TSP_API tsp_status tsp_profiling_executor_set(int32_t enabled, int32_t* previous);

/* How many runs the executor watches before it specializes code, at least 1. VALUE. */
TSP_API tsp_status tsp_profiled_runs_get(int64_t* out);
TSP_API tsp_status tsp_profiled_runs_set(int64_t runs);

/* ---------------------------------------------------------------------- profiler */

/* Records the operators that run on any thread of the process, until tsp_profiler_stop. flags:
 * tsp_profile_flag. RUNTIME if a profile is being recorded already. */
TSP_API tsp_status tsp_profiler_start(int32_t flags);

/* Ends the recording. trace_path: a file for a Chrome trace; it may be null. out becomes a LIST
 * of TUPLE(name: STRING, calls: INT, total: FLOAT, self: FLOAT), times in seconds, the greatest
 * self time first. RUNTIME if no profile is being recorded; IO. */
TSP_API tsp_status tsp_profiler_stop(tsp_text trace_path, tsp_value* out);

/* ---------------------------------------------------------------------- objects */

/* Creates one more handle on the same object. */
TSP_API tsp_status tsp_object_retain(tsp_object* object, tsp_object** out);

/* Releases one handle. */
TSP_API void tsp_object_release(tsp_object* object);

/* The type of the object. out becomes a TYPE. */
TSP_API tsp_status tsp_object_type(tsp_object* object, tsp_value* out);

/* A number that is equal for all handles on one object, as long as one of them is alive. */
TSP_API tsp_status tsp_object_identity(tsp_object* object, int64_t* out);

/* The functions from here on fail with TYPE if the object is not an instance of a class. */

/* The attributes, properties and constants of an instance of a class. out becomes a LIST of
 * TUPLE(name: STRING, type: TYPE). */
TSP_API tsp_status tsp_object_attributes(tsp_object* object, tsp_value* out);

/* The names of its methods. out becomes a LIST of STRING. */
TSP_API tsp_status tsp_object_methods(tsp_object* object, tsp_value* out);

/* The value of an attribute, property or constant; out and capacity as in tsp_callable_call.
 * UNKNOWN_METHOD, with the names that exist. */
TSP_API tsp_status tsp_object_get(tsp_object* object, tsp_text name, tsp_value* out,
                                  int64_t capacity);

/* Sets an attribute or property. UNKNOWN_METHOD; TYPE if the value does not fit, and for a
 * constant or a property without a setter; RUNTIME while a call uses the object, unless the
 * attribute is a number or a bool. */
TSP_API tsp_status tsp_object_set(tsp_object* object, tsp_text name, const tsp_value* value);

/* A method bound to the object, ready to be called. UNKNOWN_METHOD, with the names that exist. */
TSP_API tsp_status tsp_object_callable(tsp_object* object, tsp_text name, tsp_callable** out);

/* ---------------------------------------------------------------------- futures */

/* tsp_future_done and tsp_future_wait take an Await too; it runs in tsp_future_wait. All three
 * fail with TYPE if the object is not a future. */

/* Whether the future has completed, with a value or an error. */
TSP_API tsp_status tsp_future_done(tsp_object* future, int32_t* out);

/* Waits and returns the value; out and capacity as in tsp_callable_call. Fails as the future
 * did. */
TSP_API tsp_status tsp_future_wait(tsp_object* future, tsp_value* out, int64_t capacity);

/* Calls back once, when the future has completed: from any thread, or at once from this one.
 * UNSUPPORTED for an Await. */
TSP_API tsp_status tsp_future_then(tsp_object* future, tsp_callback callback, void* context);

/* ---------------------------------------------------------------------- generators */

/* Creates a random generator on a device. DEVICE; VALUE. */
TSP_API tsp_status tsp_generator_create(tsp_text device, tsp_object** out);

/* The seed of the generator. TYPE if the object is not a generator. */
TSP_API tsp_status tsp_generator_seed_set(tsp_object* generator, int64_t seed);
TSP_API tsp_status tsp_generator_seed_get(tsp_object* generator, int64_t* out);

/* The functions from here on fail with TYPE if the object is not a generator. */

/* The default generator of a device, which operators use if they are given none. DEVICE; VALUE. */
TSP_API tsp_status tsp_generator_default(tsp_text device, tsp_object** out);

/* The device of the generator. out becomes a DEVICE. */
TSP_API tsp_status tsp_generator_device(tsp_object* generator, tsp_value* out);

/* Seeds the generator with a number that cannot be predicted, and writes it. */
TSP_API tsp_status tsp_generator_reseed(tsp_object* generator, int64_t* out);

/* The state of the generator: a tensor of bytes on the CPU. RUNTIME if it does not fit. */
TSP_API tsp_status tsp_generator_state_get(tsp_object* generator, tsp_tensor** out);
TSP_API tsp_status tsp_generator_state_set(tsp_object* generator, tsp_tensor* state);

#endif /* TORCHSHARP_CORE_H */
