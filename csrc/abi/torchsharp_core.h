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

#define TSP_ABI_VERSION 2

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

/* Opaque handles. A tensor handle is one strong reference to a libtorch tensor: the same tensor may
 * have many handles, equal or not, and each must be released once. */
typedef struct tsp_tensor tsp_tensor;
typedef struct tsp_module tsp_module;
typedef struct tsp_unit tsp_unit;
typedef struct tsp_callable tsp_callable;
/* A value with an identity: an instance of a TorchScript or C++ class, a future, a generator. Equal
 * handles need not be the same address, see tsp_object_identity. */
typedef struct tsp_object tsp_object;

/* A function of the caller's; context is what the caller gave along. */
typedef void (*tsp_callback)(void* context);

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
 * were when saved. FILE_NOT_FOUND, IO, FORMAT, UNKNOWN_OPERATOR, DEVICE. */
TSP_API tsp_status tsp_module_load(const char* path, int64_t path_size, const char* device,
                                   tsp_module** out);

/* Writes the module to path: a file is replaced only once the whole archive is written, and keeps its
 * permissions; what is no regular file is written to. IO; UNSUPPORTED for a module that calls Python. */
TSP_API tsp_status tsp_module_save(tsp_module* module, const char* path, int64_t path_size);

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

/* Moves parameters and buffers, in place, to a device such as "cpu" or "cuda:0". DEVICE, VALUE. */
TSP_API tsp_status tsp_module_to(tsp_module* module, const char* device);

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
