/* The C ABI of libtorchsharp_core: TorchScript on libtorch for any language that can call C.
 *
 * Rules that hold for every function unless its comment says otherwise:
 *
 *  - It returns a tsp_status. TSP_OK is 0; anything else is the tsp_error_kind of the error record
 *    that tsp_error_get() then describes on the same thread. No C++ exception ever leaves.
 *  - It may be called from any thread, also at the same time on the same handle, and never takes
 *    the Python GIL itself (libtorch does when the last reference to a tensor that Python knows
 *    is dropped: so call tsp_*_release from a thread that may wait for the GIL).
 *  - Pointers are borrowed for the duration of the call and never null, unless marked otherwise.
 *  - Out parameters are written only on success. A handle written to an out parameter is owned by
 *    the caller, who gives it back with the matching tsp_*_release.
 *  - Strings are UTF-8 with an explicit length; embedded NULs are allowed where text is a value.
 *
 * The declarations marked TSP_API are the one list of functions: the C# declarations are generated
 * from this file (scripts/gen_interop.py). Add at the end of a section; any other change
 * to a signature or a struct raises TSP_ABI_VERSION.
 */
#ifndef TORCHSHARP_CORE_H
#define TORCHSHARP_CORE_H

#include <stdint.h>

#define TSP_ABI_VERSION 3

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

/* ------------------------------------------------------------------------------------ types */

typedef int32_t tsp_status;

/* What went wrong; each language maps a kind to an exception type of its own. */
enum tsp_error_kind {
    TSP_OK = 0,
    TSP_ERROR_RUNTIME = 1,          /* TorchScript or libtorch failed while running             */
    TSP_ERROR_TYPE = 2,             /* wrong type or number of arguments for a schema           */
    TSP_ERROR_VALUE = 3,            /* a value of the right type that cannot be used            */
    TSP_ERROR_FILE_NOT_FOUND = 4,   /* the path does not exist                                  */
    TSP_ERROR_IO = 5,               /* the path cannot be read or written                       */
    TSP_ERROR_FORMAT = 6,           /* the file is not a complete TorchScript archive           */
    TSP_ERROR_COMPILE = 7,          /* source that does not compile; line and column are set    */
    TSP_ERROR_UNKNOWN_OPERATOR = 8, /* an operator that this libtorch does not have           */
    TSP_ERROR_UNKNOWN_METHOD = 9,   /* no method or function of that name                       */
    TSP_ERROR_UNSUPPORTED = 10,     /* a type of value that this ABI cannot carry (yet)         */
    TSP_ERROR_DEVICE = 11,          /* the device is not there                                  */
    TSP_ERROR_OUT_OF_MEMORY = 12,   /* an allocation failed                                     */
    TSP_ERROR_INTERNAL = 13         /* a defect: an exception of a type nobody expected         */
};

/* The error record of a thread. Its strings belong to the thread and stay valid until the next
 * failing call on that thread. */
typedef struct tsp_error {
    int32_t kind;   /* tsp_error_kind */
    int32_t line;   /* 1-based line in TorchScript source, 0 where unknown   */
    int32_t column; /* 1-based column in that line, 0 where unknown          */
    int32_t reserved;
    const char* message; /* what was expected, what came, what to do              */
    int64_t message_size;
    const char* traceback; /* TorchScript traceback, empty where there is none      */
    int64_t traceback_size;
    const char* raised; /* class of an exception raised in TorchScript, or empty */
    int64_t raised_size;
} tsp_error;

/* Kinds of tsp_value: what the payload holds. */
enum tsp_kind {
    TSP_KIND_NONE = 0,         /* no payload                                                     */
    TSP_KIND_TENSOR = 1,       /* ref.data: tsp_tensor*; in results ref.size is its bytes        */
    TSP_KIND_INT = 2,          /* i                                                              */
    TSP_KIND_FLOAT = 3,        /* f                                                              */
    TSP_KIND_BOOL = 4,         /* i: 0 or 1                                                      */
    TSP_KIND_STRING = 5,       /* ref.data: UTF-8 bytes; ref.size: their number                  */
    TSP_KIND_TUPLE = 6,        /* ref.data: tsp_value[]; ref.size: their number                  */
    TSP_KIND_LIST = 7,         /* ref.data: tsp_value[]; ref.size: their number                  */
    TSP_KIND_INT_LIST = 8,     /* ref.data: int64_t[]; ref.size: their number                    */
    TSP_KIND_FLOAT_LIST = 9,   /* ref.data: double[]; ref.size: their number                     */
    TSP_KIND_BOOL_LIST = 10,   /* ref.data: uint8_t[]; ref.size: their number                    */
    TSP_KIND_COMPLEX = 11,     /* complex[0], complex[1]: the real and the imaginary part        */
    TSP_KIND_DICT = 12,        /* ref.data: tsp_value[2 * ref.size]: keys and values in turn     */
    TSP_KIND_NAMED_TUPLE = 13, /* ref.data: tsp_value[2 * ref.size]: STRING names and values     */
    TSP_KIND_ENUM = 14,        /* ref.data: tsp_value[ref.size]: the member's name, a STRING; in
                                results also its value, its class as a STRING, and an OBJECT   */
    TSP_KIND_DEVICE = 15,      /* as STRING: "cpu", "cuda:0"                                     */
    TSP_KIND_OBJECT = 16,      /* ref.data: tsp_object*; in results ref.size is a tsp_type_kind  */
    TSP_KIND_MODULE = 17,      /* ref.data: tsp_module*                                          */
    TSP_KIND_FUTURE = 18,      /* arguments only: ref.data: tsp_value[1], what it completed with */
    TSP_KIND_DEFAULT = 19      /* arguments only, at the root: the parameter's default           */
};

/* Flags of tsp_value. */
enum tsp_value_flag {
    TSP_VALUE_OWNS_DATA = 1, /* ref.data was allocated by the core: tsp_value_release frees it */
    /* The tsp_type_kind of a LIST's elements or a DICT's keys, and of a DICT's values, shifted so; 0
     * where it is not known. It tells what an empty container would hold. */
    TSP_VALUE_ELEMENT_SHIFT = 8,
    TSP_VALUE_MAPPED_SHIFT = 16
};

/* One TorchScript value, or a node in a tree of them.
 *
 * As an argument everything is borrowed from the caller, TSP_VALUE_OWNS_DATA is not set, and the
 * schema of the callee decides how a node is read: an INT where a float is wanted widens; List[int]
 * takes INT_LIST or a LIST of INT; a NamedTuple takes a TUPLE by position or a NAMED_TUPLE by name; an
 * enum takes an ENUM by the name of its member. Names of fields and members match exactly, or else
 * without regard to case and underscores. Only where the schema says Any do the flags tell the types of
 * an empty container.
 *
 * As a result a node owns what it points to: take a TENSOR, OBJECT or MODULE by setting the node's
 * kind to NONE, and call tsp_value_release on the root for everything not taken. Names and text may lie
 * in the callable or in the caller's own array: copy them before the release. */
typedef struct tsp_value {
    int32_t kind;   /* tsp_kind */
    uint32_t flags; /* tsp_value_flag */
    union {
        int64_t i;
        double f;
        double complex[2]; /* room for a complex number */
        struct {
            void* data;
            int64_t size;
        } ref;
    } as;
} tsp_value;

/* Kinds of TorchScript types, as in the trees of tsp_callable_schema. */
enum tsp_type_kind {
    TSP_TYPE_OTHER = 0,
    TSP_TYPE_TENSOR = 1,
    TSP_TYPE_INT = 2,
    TSP_TYPE_FLOAT = 3,
    TSP_TYPE_BOOL = 4,
    TSP_TYPE_STRING = 5,
    TSP_TYPE_NONE = 6,
    TSP_TYPE_TUPLE = 7,
    TSP_TYPE_LIST = 8,
    TSP_TYPE_OPTIONAL = 9,
    TSP_TYPE_NUMBER = 10,
    TSP_TYPE_DEVICE = 11,
    TSP_TYPE_COMPLEX = 12,
    TSP_TYPE_DICT = 13,
    TSP_TYPE_ANY = 14,
    TSP_TYPE_CLASS = 15,
    TSP_TYPE_ENUM = 16,
    TSP_TYPE_INTERFACE = 17,
    TSP_TYPE_UNION = 18,
    TSP_TYPE_FUTURE = 19,
    TSP_TYPE_GENERATOR = 20,
    TSP_TYPE_AWAIT = 21
};

/* Element types of tensors, with libtorch's own numbers. */
enum tsp_dtype {
    TSP_DTYPE_UINT8 = 0,
    TSP_DTYPE_INT8 = 1,
    TSP_DTYPE_INT16 = 2,
    TSP_DTYPE_INT32 = 3,
    TSP_DTYPE_INT64 = 4,
    TSP_DTYPE_FLOAT16 = 5,
    TSP_DTYPE_FLOAT32 = 6,
    TSP_DTYPE_FLOAT64 = 7,
    TSP_DTYPE_COMPLEX32 = 8,
    TSP_DTYPE_COMPLEX64 = 9,
    TSP_DTYPE_COMPLEX128 = 10,
    TSP_DTYPE_BOOL = 11,
    TSP_DTYPE_BFLOAT16 = 15
};

/* Kinds of devices, with libtorch's own numbers. */
enum tsp_device_type {
    TSP_DEVICE_CPU = 0,
    TSP_DEVICE_CUDA = 1,
    TSP_DEVICE_HIP = 6,
    TSP_DEVICE_XPU = 12,
    TSP_DEVICE_MPS = 13,
    TSP_DEVICE_META = 14
};

/* Layouts and memory formats of tensors, with libtorch's own numbers. */
enum tsp_layout {
    TSP_LAYOUT_STRIDED = 0,    /* dense: strides tell where an element lies    */
    TSP_LAYOUT_SPARSE = 1,     /* only elements that are not zero, by indices  */
    TSP_LAYOUT_SPARSE_CSR = 2, /* sparse rows, compressed                      */
    TSP_LAYOUT_MKLDNN = 3,     /* a format that oneDNN chose                   */
    TSP_LAYOUT_SPARSE_CSC = 4, /* sparse columns, compressed                   */
    TSP_LAYOUT_SPARSE_BSR = 5, /* sparse rows of blocks, compressed            */
    TSP_LAYOUT_SPARSE_BSC = 6, /* sparse columns of blocks, compressed         */
    TSP_LAYOUT_JAGGED = 7      /* nested tensors of different sizes            */
};

enum tsp_memory_format {
    TSP_MEMORY_FORMAT_CONTIGUOUS = 0,      /* row-major: the last dimension lies together      */
    TSP_MEMORY_FORMAT_PRESERVE = 1,        /* as the input has it                              */
    TSP_MEMORY_FORMAT_CHANNELS_LAST = 2,   /* the channels of an image lie together            */
    TSP_MEMORY_FORMAT_CHANNELS_LAST_3D = 3 /* the channels of a volume lie together            */
};

/* What tsp_module_members lists. */
enum tsp_member_kind {
    TSP_MEMBER_PARAMETERS = 0, /* tensors that are trained; shared ones once           */
    TSP_MEMBER_BUFFERS = 1,    /* the other tensors that are state; shared ones once   */
    TSP_MEMBER_ATTRIBUTES = 2, /* every attribute: parameters, buffers, modules, others */
    TSP_MEMBER_MODULES = 3,    /* the module itself (named "") and those in it, each once */
    TSP_MEMBER_CHILDREN = 4,   /* the modules directly in it, each once                */
    TSP_MEMBER_STATE = 5       /* parameters and buffers as in a state_dict: module by module, under
                                  every name that they have                             */
};

/* How tsp_module_copy copies. */
enum tsp_copy_kind {
    TSP_COPY_SHALLOW = 0, /* another module that shares the tensors and submodules     */
    TSP_COPY_DEEP = 1,    /* the tensors too                                                      */
    TSP_COPY_CLONE = 2    /* the tensors and the TorchScript class                                */
};

/* Flags of tsp_module_load_state. */
enum tsp_state_flag {
    TSP_STATE_STRICT = 1, /* missing and unexpected keys are errors                  */
    TSP_STATE_ASSIGN = 2  /* the tensors are taken themselves, instead of their elements */
};

/* Flags of tsp_module_to. */
enum tsp_to_flag {
    TSP_TO_NON_BLOCKING = 1, /* copies to and from pinned memory do not wait                   */
    TSP_TO_REAL_ONLY = 2     /* complex tensors keep their type: half(), float(), not to(dtype) */
};

/* What tsp_callable_text writes. */
enum tsp_text_kind {
    TSP_TEXT_CODE = 0,         /* TorchScript that stands for the method's graph    */
    TSP_TEXT_GRAPH = 1,        /* the graph                                         */
    TSP_TEXT_INLINED_GRAPH = 2 /* the graph with everything that it calls inside    */
};

/* Flags of tsp_profiler_start. */
enum tsp_profile_flag {
    TSP_PROFILE_SHAPES = 1, /* the sizes of inputs, in the trace  */
    TSP_PROFILE_MEMORY = 2  /* what is allocated, in the trace    */
};

/* Where bytes come from. */
enum tsp_source_kind {
    TSP_SOURCE_FILE = 0,        /* data: a path of size bytes                          */
    TSP_SOURCE_MAPPED_FILE = 1, /* as FILE; tensors share its pages until written to   */
    TSP_SOURCE_BYTES = 2,       /* data: size bytes, which are read in place           */
    TSP_SOURCE_STREAM = 3       /* read: a function that reads anywhere in size bytes  */
};

/* Where bytes go. */
enum tsp_sink_kind {
    TSP_SINK_FILE = 0,  /* path: replaced only once all is written, see tsp_module_save */
    TSP_SINK_STREAM = 1 /* write: a function that takes the bytes in order              */
};

/* Opaque handles. A tensor handle is one strong reference to a libtorch tensor: the same tensor may
 * have many handles, equal or not, and each must be released once. */
typedef struct tsp_tensor tsp_tensor;
typedef struct tsp_module tsp_module;
typedef struct tsp_unit tsp_unit;
typedef struct tsp_callable tsp_callable;
/* A value with an identity: an instance of a TorchScript or C++ class, a future, a generator. Equal
 * handles need not be the same address, see tsp_object_identity. */
typedef struct tsp_object tsp_object;

/* What holds on its thread until tsp_scope_exit. */
typedef struct tsp_scope tsp_scope;
/* What holds on a thread: gradients, inference mode, autocast. */
typedef struct tsp_thread_state tsp_thread_state;
typedef struct tsp_optimizer tsp_optimizer;

/* Functions of the caller's; context is what the caller gave along. They must not throw. */
typedef void (*tsp_callback)(void* context);
/* Reads up to size bytes from position on; returns how many, 0 at the end, -1 where it failed. */
typedef int64_t (*tsp_read)(void* context, int64_t position, void* buffer, int64_t size);
/* Takes all size bytes; returns 0, or -1 where it failed. */
typedef int32_t (*tsp_write)(void* context, const void* data, int64_t size);
/* Computes a loss and its gradients; returns a handle, which becomes the core's, or null where it failed. */
typedef tsp_tensor* (*tsp_closure)(void* context);

typedef struct tsp_source {
    int32_t kind; /* tsp_source_kind */
    int32_t reserved;
    const void* data;
    int64_t size;
    tsp_read read;
    void* context; /* of read */
} tsp_source;

typedef struct tsp_sink {
    int32_t kind; /* tsp_sink_kind */
    int32_t reserved;
    const void* path;
    int64_t path_size;
    tsp_write write;
    void* context; /* of write */
} tsp_sink;

typedef struct tsp_tensor_info {
    int64_t dim;            /* number of dimensions                                            */
    int64_t numel;          /* number of elements                                              */
    int64_t itemsize;       /* bytes of one element                                            */
    const int64_t* sizes;   /* dim sizes; valid while the tensor lives and is not resized      */
    const int64_t* strides; /* dim strides in elements, likewise; null where it has none       */
    const void* data;       /* first element, to read, where the CPU can; else null            */
    int64_t use_count;      /* strong references, this handle's included                       */
    int32_t dtype;          /* tsp_dtype, or another of libtorch's numbers                     */
    int32_t device_type;    /* tsp_device_type, or another of libtorch's numbers               */
    int32_t device_index;   /* -1 where the device has no index                                */
    uint8_t requires_grad;  /* 0 or 1 */
    uint8_t is_contiguous;  /* 0 or 1: row-major without gaps                                  */
    uint8_t reserved[2];
} tsp_tensor_info;

/* ---------------------------------------------------------------------------------- library */

/* TSP_ABI_VERSION of the library that is loaded: compare with the one compiled against. Never fails. */
TSP_API uint32_t tsp_abi_version(void);

/* Versions of libtorch and of this library, as one line of text with static lifetime. Never fails. */
TSP_API const char* tsp_build_info(void);

/* The calling thread's last error; kind is TSP_OK where there was none. Never fails. */
TSP_API void tsp_error_get(tsp_error* out);

/* How many handles of all kinds are alive, for leak tests. Never fails. */
TSP_API int64_t tsp_live_handles(void);

/* Seeds the default random generators of every device, as torch.manual_seed. */
TSP_API tsp_status tsp_manual_seed(int64_t seed);

/* Number of threads that one operator may use (at least 1). */
TSP_API tsp_status tsp_num_threads_get(int64_t* out);
TSP_API tsp_status tsp_num_threads_set(int64_t threads);

/* Whether autograd records on the calling thread; set returns the state before in previous. */
TSP_API tsp_status tsp_grad_mode_set(int32_t enabled, int32_t* previous);
TSP_API tsp_status tsp_grad_mode_get(int32_t* out);

/* Number of threads for tasks: torch.jit.fork. Can be set until the first task runs. RUNTIME. */
TSP_API tsp_status tsp_num_interop_threads_get(int64_t* out);
TSP_API tsp_status tsp_num_interop_threads_set(int64_t threads);

/* Loads a library that registers operators or classes, for the whole process. FILE_NOT_FOUND; IO, with
 * what the loader says. */
TSP_API tsp_status tsp_library_load(const char* path, int64_t path_size);

/* ----------------------------------------------------------------------------------- scopes */

/* A scope is entered and left on one thread; those that are nested are left in the reverse order. */

/* Inference mode, or (0) out of it. */
TSP_API tsp_status tsp_inference_mode_enter(int32_t enabled, tsp_scope** out);
TSP_API tsp_status tsp_inference_mode_get(int32_t* out);

/* Automatic mixed precision for a kind of device; dtype -1: the default one for it. */
TSP_API tsp_status tsp_autocast_enter(int32_t device_type, int32_t dtype, int32_t enabled,
                                      int32_t cache_enabled, tsp_scope** out);
TSP_API tsp_status tsp_autocast_get(int32_t device_type, int32_t* enabled, int32_t* dtype);

/* What holds on the calling thread, to be entered on another one. */
TSP_API tsp_status tsp_thread_state_capture(tsp_thread_state** out);
TSP_API tsp_status tsp_thread_state_enter(tsp_thread_state* state, tsp_scope** out);
/* null is ignored. Never fails. */
TSP_API void tsp_thread_state_release(tsp_thread_state* state);

/* Leaves a scope and gives it back; null is ignored. VALUE on another thread than the one that entered
 * it: then it is given back, and nothing changes on either thread. */
TSP_API tsp_status tsp_scope_exit(tsp_scope* scope);

/* ----------------------------------------------------------------------------------- values */

/* Releases everything that a result tree still owns and sets its root to NONE. value may be null; a
 * root whose kind is NONE, INT, FLOAT, BOOL or COMPLEX needs no release. Never fails. */
TSP_API void tsp_value_release(tsp_value* value);

/* ---------------------------------------------------------------------------------- tensors */

/* A new CPU tensor of the given sizes with a copy of the elements in data, which holds data_size
 * bytes in row-major order. sizes may be null when dim is 0. VALUE where the sizes and data_size
 * do not agree. */
TSP_API tsp_status tsp_tensor_from_data(const void* data, int64_t data_size, const int64_t* sizes,
                                        int64_t dim, int32_t dtype, tsp_tensor** out);

/* One more handle on the same tensor: out becomes equal to tensor. */
TSP_API tsp_status tsp_tensor_retain(tsp_tensor* tensor, tsp_tensor** out);

/* Gives one handle back; null is ignored. May wait for the GIL, see above. Never fails. */
TSP_API void tsp_tensor_release(tsp_tensor* tensor);

TSP_API tsp_status tsp_tensor_info_get(tsp_tensor* tensor, tsp_tensor_info* out);

/* Copies all elements, in row-major order, from whatever device to data, which has room for data_size
 * bytes. VALUE where data_size is not the tensor's size in bytes. */
TSP_API tsp_status tsp_tensor_copy_to_host(tsp_tensor* tensor, void* data, int64_t data_size);

/* The elements as text, as libtorch prints them in lines of that many characters (40 at least). out
 * becomes a STRING. */
TSP_API tsp_status tsp_tensor_format(tsp_tensor* tensor, int64_t line_width, tsp_value* out);

/* ---------------------------------------------------------------------------------- modules */

/* Loads a TorchScript archive. device ("cpu", "cuda:0") is where the weights go; null: where they
 * were when saved. extra_names: a LIST of STRING, or null; extra then becomes a DICT of those of these
 * files in the archive that it has, with their bytes as STRING. FILE_NOT_FOUND, IO, FORMAT,
 * UNKNOWN_OPERATOR, DEVICE. */
TSP_API tsp_status tsp_module_load(const tsp_source* source, const char* device,
                                   const tsp_value* extra_names, tsp_value* extra,
                                   tsp_module** out);

/* Writes the module. A file is replaced only once the whole archive is written, and keeps its
 * permissions; what is no regular file is written to. extra: a DICT of names and bytes, both STRING, to
 * be put into the archive, or null. IO; UNSUPPORTED for a module that calls Python. */
TSP_API tsp_status tsp_module_save(tsp_module* module, const tsp_sink* sink,
                                   const tsp_value* extra);

/* One more handle on the same module, as of tsp_tensor_retain. */
TSP_API tsp_status tsp_module_retain(tsp_module* module, tsp_module** out);

/* Gives one handle back; null is ignored. Callables of the module stay valid. Never fails. */
TSP_API void tsp_module_release(tsp_module* module);

/* The TorchScript class of the module ("__torch__.models.Net"). out becomes a STRING. */
TSP_API tsp_status tsp_module_type_name(tsp_module* module, tsp_value* out);

/* The names of its methods. out becomes a LIST of STRING. */
TSP_API tsp_status tsp_module_methods(tsp_module* module, tsp_value* out);

/* A method, ready to be called. with_hooks: run the scripted hooks and pre-hooks of forward, as
 * calling the module does. UNKNOWN_METHOD, with the names there are. */
TSP_API tsp_status tsp_module_callable(tsp_module* module, const char* name, int64_t name_size,
                                       int32_t with_hooks, tsp_callable** out);

/* Sets training mode (1) or evaluation mode (0), submodules included. */
TSP_API tsp_status tsp_module_train(tsp_module* module, int32_t on);
TSP_API tsp_status tsp_module_is_training(tsp_module* module, int32_t* out);

/* Moves parameters and buffers, in place, to a device such as "cpu" or "cuda:0" (null: where they
 * are), and casts those that are floating point or complex to dtype (-1: as they are), as
 * torch.nn.Module.to does. flags: tsp_to_flag. DEVICE, VALUE. */
TSP_API tsp_status tsp_module_to(tsp_module* module, const char* device, int32_t dtype,
                                 int32_t flags);

/* What the module is made of, by tsp_member_kind, of its submodules too where recurse is set (MODULES
 * always, CHILDREN never). out becomes a LIST of TUPLE(name: STRING, value): names are dotted paths. */
TSP_API tsp_status tsp_module_members(tsp_module* module, int32_t kind, int32_t recurse,
                                      tsp_value* out);

/* Copies a state into the parameters and buffers, as torch.nn.Module.load_state_dict. state: a DICT of
 * STRING and TENSOR; flags: tsp_state_flag. out becomes a TUPLE(missing: LIST of STRING,
 * unexpected: LIST of STRING). VALUE, with the keys that are missing, unexpected or of another shape;
 * then nothing was changed. */
TSP_API tsp_status tsp_module_load_state(tsp_module* module, const tsp_value* state, int32_t flags,
                                         tsp_value* out);

/* Whether autograd records what is computed from the parameters. */
TSP_API tsp_status tsp_module_requires_grad_set(tsp_module* module, int32_t on);

/* Drops the gradients of the parameters, or fills them with zeros. */
TSP_API tsp_status tsp_module_zero_grad(tsp_module* module, int32_t set_to_none);

/* A copy, by tsp_copy_kind. */
TSP_API tsp_status tsp_module_copy(tsp_module* module, int32_t kind, tsp_module** out);

/* A module whose weights are constants of its code, for inference; it must be in evaluation mode.
 * preserved: names of attributes and methods to keep (a LIST of STRING), or null; forward is always kept. VALUE. */
TSP_API tsp_status tsp_module_freeze(tsp_module* module, const tsp_value* preserved,
                                     int32_t optimize_numerics, tsp_module** out);

/* A frozen module, further optimised for the machine it runs on. other_methods: methods to optimise
 * beside forward (a LIST of STRING), or null. VALUE where it is in training mode. */
TSP_API tsp_status tsp_module_optimize_for_inference(tsp_module* module,
                                                     const tsp_value* other_methods,
                                                     tsp_module** out);

/* ------------------------------------------------------------------------------ checkpoints */

/* Reads what torch.save wrote: tensors, numbers, text, and lists, tuples and dicts of them, such as a
 * state_dict. No code of the file runs. FORMAT, and as tsp_module_load. */
TSP_API tsp_status tsp_checkpoint_load(const tsp_source* source, const char* device,
                                       tsp_value* out);

/* Writes such a value for torch.load. IO. */
TSP_API tsp_status tsp_checkpoint_save(const tsp_value* value, const tsp_sink* sink);

/* ------------------------------------------------------------------------ compilation units */

/* Compiles functions from TorchScript source. COMPILE with line and column; UNKNOWN_OPERATOR. */
TSP_API tsp_status tsp_unit_compile(const char* source, int64_t source_size, tsp_unit** out);

/* Gives the handle back; null is ignored. Callables of the unit stay valid. Never fails. */
TSP_API void tsp_unit_release(tsp_unit* unit);

/* The names of its functions. out becomes a LIST of STRING. */
TSP_API tsp_status tsp_unit_functions(tsp_unit* unit, tsp_value* out);

/* A function, ready to be called. UNKNOWN_METHOD, with the names there are. */
TSP_API tsp_status tsp_unit_callable(tsp_unit* unit, const char* name, int64_t name_size,
                                     tsp_callable** out);

/* -------------------------------------------------------------------------------- callables */

/* An operator of libtorch by its qualified name ("aten::add") and overload ("Tensor" or ""), ready
 * to be called like a method. UNKNOWN_OPERATOR. */
TSP_API tsp_status tsp_operator_callable(const char* name, const char* overload,
                                         tsp_callable** out);

/* Gives the handle back; null is ignored. Never fails. */
TSP_API void tsp_callable_release(tsp_callable* callable);

/* The schema, without self. out becomes a
 *   TUPLE(name: STRING, text: STRING, parameters: LIST, returns: TYPE), where
 *   parameter is TUPLE(name: STRING, type: TYPE, has_default: BOOL, keyword_only: BOOL,
 *                      default: STRING as TorchScript prints it, or NONE,
 *                      default_value: the default itself, or NONE) and
 *   TYPE is TUPLE(tsp_type_kind: INT, text: STRING as TorchScript prints it, contained: LIST of TYPE,
 *                 fields: LIST of STRING).
 * A NamedTuple's fields are its field names, an enum's the names of its members (contained is the type
 * of their values), a class's the names of its attributes. No return value has type NONE, and several
 * (operators only) are a TUPLE. */
TSP_API tsp_status tsp_callable_schema(tsp_callable* callable, tsp_value* out);

/* Calls with count arguments in the order of the schema, self not counted, keyword-only ones at their
 * place; missing trailing ones take their defaults. The result tree is written to out[0] and, as far as
 * there is room, what it points to behind it: out is an array of capacity nodes (at least 1) whose
 * contents are ignored and which must stay where it is until the result is released. args may be null
 * when count is 0. TYPE where an argument does not fit; RUNTIME; UNSUPPORTED. */
TSP_API tsp_status tsp_callable_call(tsp_callable* callable, const tsp_value* args, int64_t count,
                                     tsp_value* out, int64_t capacity);

/* The code of a method or function, by tsp_text_kind. out becomes a STRING. UNSUPPORTED where it has none. */
TSP_API tsp_status tsp_callable_text(tsp_callable* callable, int32_t kind, tsp_value* out);

/* Its code, and the constants that the code names CONSTANTS.c0 and so on. out becomes a TUPLE(code:
 * STRING, constants: DICT of STRING ("c0") and values). */
TSP_API tsp_status tsp_callable_code_with_constants(tsp_callable* callable, tsp_value* out);

/* Calls, as tsp_callable_call, until the executor has specialised the code to such arguments, at most
 * `most` times; what is computed is dropped. runs becomes the number of calls. */
TSP_API tsp_status tsp_callable_warm_up(tsp_callable* callable, const tsp_value* args,
                                        int64_t count, int64_t most, int64_t* runs);

/* --------------------------------------------------------------------------------- executor */

/* How often, and in which way, code is specialised to the shapes it meets: a LIST of TUPLE(STRING "STATIC"
 * or "DYNAMIC", INT depth), tried in turn. set returns the strategy before in previous. */
TSP_API tsp_status tsp_fusion_strategy_get(tsp_value* out);
TSP_API tsp_status tsp_fusion_strategy_set(const tsp_value* strategy, tsp_value* previous);

/* Whether code is specialised at all: off, it runs as it was compiled. set returns what was before. Applies
 * to code that has not run yet. */
TSP_API tsp_status tsp_profiling_executor_get(int32_t* out);
TSP_API tsp_status tsp_profiling_executor_set(int32_t enabled, int32_t* previous);

/* How many runs the executor watches before it specialises (at least 1). */
TSP_API tsp_status tsp_profiled_runs_get(int64_t* out);
TSP_API tsp_status tsp_profiled_runs_set(int64_t runs);

/* Records the operators that run, on every thread of the process, until tsp_profiler_stop. flags:
 * tsp_profile_flag. RUNTIME where one is recording already. */
TSP_API tsp_status tsp_profiler_start(int32_t flags);

/* Ends it. trace_path: a file for a Chrome trace, or null. out becomes a LIST of TUPLE(name: STRING,
 * calls: INT, total: FLOAT, self: FLOAT), times in seconds, the greatest self time first. RUNTIME where
 * none is recording; IO. */
TSP_API tsp_status tsp_profiler_stop(const char* trace_path, int64_t trace_path_size,
                                     tsp_value* out);

/* -------------------------------------------------------------------------------- gradients */

/* Whether autograd records what is computed from the tensor. RUNTIME where it cannot. */
TSP_API tsp_status tsp_tensor_requires_grad_set(tsp_tensor* tensor, int32_t on);

/* Whether the user made the tensor, rather than a recorded operator. */
TSP_API tsp_status tsp_tensor_is_leaf(tsp_tensor* tensor, int32_t* out);

/* Keeps the gradient of a tensor that is no leaf. */
TSP_API tsp_status tsp_tensor_retain_grad(tsp_tensor* tensor);

/* The gradient, null where there is none (in both directions). RUNTIME where it does not fit. */
TSP_API tsp_status tsp_tensor_grad_get(tsp_tensor* tensor, tsp_tensor** out);
TSP_API tsp_status tsp_tensor_grad_set(tsp_tensor* tensor, tsp_tensor* gradient);

/* Makes the tensor share data's elements; what autograd recorded stays. */
TSP_API tsp_status tsp_tensor_set_data(tsp_tensor* tensor, tsp_tensor* data);

/* Adds the gradients of the tensor to its leaves, or to inputs (a LIST of TENSOR, or null). gradient may
 * be null for a tensor of one element. RUNTIME. */
TSP_API tsp_status tsp_tensor_backward(tsp_tensor* tensor, tsp_tensor* gradient,
                                       int32_t retain_graph, int32_t create_graph,
                                       const tsp_value* inputs);

/* The gradients of outputs with respect to inputs, both a LIST of TENSOR. gradients: a LIST of TENSOR or
 * NONE, or null. out becomes a LIST of TENSOR, NONE where an input was not used. RUNTIME. */
TSP_API tsp_status tsp_grad(const tsp_value* outputs, const tsp_value* inputs,
                            const tsp_value* gradients, int32_t retain_graph, int32_t create_graph,
                            int32_t allow_unused, tsp_value* out);

/* Scales the gradients of parameters (a LIST of TENSOR) so that their norm is at most max_norm; returns the
 * norm before. RUNTIME where it is not finite and error_if_nonfinite is set. */
TSP_API tsp_status tsp_clip_grad_norm(const tsp_value* parameters, double max_norm,
                                      double norm_type, int32_t error_if_nonfinite, double* norm);

/* Limits every element of the gradients to [-clip_value, clip_value]. */
TSP_API tsp_status tsp_clip_grad_value(const tsp_value* parameters, double clip_value);

/* ------------------------------------------------------------------------------- optimizers */

/* One of libtorch's optimizers: "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "LBFGS". groups: a LIST of
 * TUPLE(parameters: LIST of TENSOR, options: DICT of STRING and values), with torch.optim's names:
 * "lr", "betas" (a TUPLE of 2 FLOAT). VALUE for an unknown option, with those there are. */
TSP_API tsp_status tsp_optimizer_create(const char* name, const tsp_value* groups,
                                        tsp_optimizer** out);

/* Gives the handle back; null is ignored. Never fails. */
TSP_API void tsp_optimizer_release(tsp_optimizer* optimizer);

/* One more group; options left out are those of the optimizer. */
TSP_API tsp_status tsp_optimizer_add_group(tsp_optimizer* optimizer, const tsp_value* group);

/* The groups with all their options, as in tsp_optimizer_create. */
TSP_API tsp_status tsp_optimizer_groups(tsp_optimizer* optimizer, tsp_value* out);
TSP_API tsp_status tsp_optimizer_option_set(tsp_optimizer* optimizer, int64_t group,
                                            const char* name, const tsp_value* value);

/* One step by the gradients. closure may be null, but not for LBFGS; loss becomes what it returned, or
 * null. RUNTIME where the closure failed. */
TSP_API tsp_status tsp_optimizer_step(tsp_optimizer* optimizer, tsp_closure closure, void* context,
                                      tsp_tensor** loss);

/* Drops the gradients of the parameters, or fills them with zeros. */
TSP_API tsp_status tsp_optimizer_zero_grad(tsp_optimizer* optimizer, int32_t set_to_none);

/* Writes and reads the state (momenta, steps) and the options, in libtorch's format. */
TSP_API tsp_status tsp_optimizer_save(tsp_optimizer* optimizer, const tsp_sink* sink);
TSP_API tsp_status tsp_optimizer_load(tsp_optimizer* optimizer, const tsp_source* source);

/* ---------------------------------------------------------------------------------- objects */

/* A module as an object: its parameters, buffers, submodules and constants are attributes. */
TSP_API tsp_status tsp_module_object(tsp_module* module, tsp_object** out);

/* One more handle on the same object, as of tsp_tensor_retain. */
TSP_API tsp_status tsp_object_retain(tsp_object* object, tsp_object** out);

/* Gives one handle back; null is ignored. May wait for the GIL. Never fails. */
TSP_API void tsp_object_release(tsp_object* object);

/* Its type. out becomes a TYPE, as in tsp_callable_schema. */
TSP_API tsp_status tsp_object_type(tsp_object* object, tsp_value* out);

/* A number that is equal for handles on the same object, as long as one of them is alive. */
TSP_API tsp_status tsp_object_identity(tsp_object* object, int64_t* out);

/* The attributes, properties and constants of an instance of a class. out becomes a LIST of
 * TUPLE(name: STRING, type: TYPE). */
TSP_API tsp_status tsp_object_attributes(tsp_object* object, tsp_value* out);

/* The names of its methods. out becomes a LIST of STRING. */
TSP_API tsp_status tsp_object_methods(tsp_object* object, tsp_value* out);

/* The value of one of them; out and capacity as in tsp_callable_call. UNKNOWN_METHOD, with
 * the names there are. */
TSP_API tsp_status tsp_object_get(tsp_object* object, const char* name, int64_t name_size,
                                  tsp_value* out, int64_t capacity);

/* Sets an attribute or property. UNKNOWN_METHOD; TYPE where the value does not fit, or a constant or a
 * property without setter is set. */
TSP_API tsp_status tsp_object_set(tsp_object* object, const char* name, int64_t name_size,
                                  const tsp_value* value);

/* A method bound to the object, ready to be called. UNKNOWN_METHOD, with the names there are. */
TSP_API tsp_status tsp_object_callable(tsp_object* object, const char* name, int64_t name_size,
                                       tsp_callable** out);

/* What makes instances of a TorchScript class that the module or the unit knows, by its qualified name
 * ("__torch__.models.Point") or the last part of it. Its schema is that of __init__ with the class as
 * the result. Exactly one of module and unit is not null. UNKNOWN_METHOD, with the classes there are. */
TSP_API tsp_status tsp_class_callable(tsp_module* module, tsp_unit* unit, const char* name,
                                      int64_t name_size, tsp_callable** out);

/* The two functions for futures take Await values too, which run in tsp_future_wait. */

/* Whether a future has completed, with a value or an error. */
TSP_API tsp_status tsp_future_done(tsp_object* future, int32_t* out);

/* Waits and returns the value; out and capacity as in tsp_callable_call. Fails as the future did. */
TSP_API tsp_status tsp_future_wait(tsp_object* future, tsp_value* out, int64_t capacity);

/* Calls back once when the future has completed: from whatever thread, or at once from this one. The
 * callback must not throw. UNSUPPORTED for an Await. */
TSP_API tsp_status tsp_future_then(tsp_object* future, tsp_callback callback, void* context);

/* A random generator of its own on a device. DEVICE, VALUE. */
TSP_API tsp_status tsp_generator_create(const char* device, tsp_object** out);
TSP_API tsp_status tsp_generator_seed_set(tsp_object* generator, int64_t seed);
TSP_API tsp_status tsp_generator_seed_get(tsp_object* generator, int64_t* out);

#endif /* TORCHSHARP_CORE_H */
