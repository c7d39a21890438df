/* The types of the C ABI: status and error kinds, values, handles, callbacks and structs.
 *
 * The functions are in torchsharp_core.h, which includes this file. Other languages' enums, structs
 * and constants are generated from here (scripts/gen_interop.py).
 */
#ifndef TORCHSHARP_TYPES_H
#define TORCHSHARP_TYPES_H

#include <stdint.h>

/* Raised by any change to a signature, a struct or a number. */
#define TSP_ABI_VERSION 5
/* Raised by additions that old callers need not know. */
#define TSP_ABI_MINOR_VERSION 2

/* How many levels deep values may nest, in arguments and in results. */
#define TSP_MAX_NESTING 500

/* ---------------------------------------------------------------------- errors */

typedef int32_t tsp_status;

/* What went wrong. Each language maps a kind to one of its own exception types. */
enum tsp_error_kind {
    TSP_OK = 0,
    TSP_ERROR_RUNTIME = 1,          /* TorchScript or libtorch failed while running            */
    TSP_ERROR_TYPE = 2,             /* wrong type or number of arguments for a schema          */
    TSP_ERROR_VALUE = 3,            /* a value of the right type that cannot be used           */
    TSP_ERROR_FILE_NOT_FOUND = 4,   /* the path does not exist                                 */
    TSP_ERROR_IO = 5,               /* a file or stream cannot be read or written              */
    TSP_ERROR_FORMAT = 6,           /* the bytes are not a complete file of the expected kind  */
    TSP_ERROR_COMPILE = 7,          /* source that does not compile; line and column are set   */
    TSP_ERROR_UNKNOWN_OPERATOR = 8, /* an operator that this libtorch does not have            */
    TSP_ERROR_UNKNOWN_METHOD = 9,   /* no method, function, class or attribute of that name    */
    TSP_ERROR_UNSUPPORTED = 10,     /* a value or an action that this ABI does not support     */
    TSP_ERROR_DEVICE = 11,          /* the device is not available                             */
    TSP_ERROR_OUT_OF_MEMORY = 12,   /* an allocation failed                                    */
    TSP_ERROR_INTERNAL = 13,        /* a defect: an exception of a type nobody expected        */
    TSP_ERROR_POLICY = 14,          /* a file that could do what its policy does not allow     */
    TSP_ERROR_TIMEOUT = 15,         /* the time of a tsp_limit_enter is over                   */
    TSP_ERROR_CANCELED = 16         /* tsp_limit_cancel was called                             */
};

/* ---------------------------------------------------------------------- text */

/* UTF-8 text with its length; it may contain NULs and need not end with one. data is null only
 * where a comment says that the text may be null; an empty text has size 0 and any data. */
typedef struct tsp_text {
    const char* data;
    int64_t size;
} tsp_text;

/* The error record of a thread. Its texts belong to the thread and stay valid until the next
 * failing call on that thread. */
typedef struct tsp_error {
    int32_t kind;   /* tsp_error_kind                                           */
    int32_t line;   /* 1-based line in TorchScript source, 0 if unknown         */
    int32_t column; /* 1-based column in that line, 0 if unknown                */
    int32_t reserved;
    tsp_text message;   /* what was expected, what came, what to do             */
    tsp_text traceback; /* TorchScript traceback, or empty                      */
    tsp_text raised;    /* class of an exception raised in TorchScript, or empty */
} tsp_error;

/* ---------------------------------------------------------------------- values */

/* Kinds of tsp_value: what the payload holds. */
enum tsp_kind {
    TSP_KIND_NONE = 0,         /* no payload                                                    */
    TSP_KIND_TENSOR = 1,       /* ref.data: tsp_tensor*; in results ref.size is its bytes       */
    TSP_KIND_INT = 2,          /* i                                                             */
    TSP_KIND_FLOAT = 3,        /* f                                                             */
    TSP_KIND_BOOL = 4,         /* i: 0 or 1                                                     */
    TSP_KIND_STRING = 5,       /* ref.data: UTF-8 bytes; ref.size: their number                 */
    TSP_KIND_TUPLE = 6,        /* ref.data: tsp_value[]; ref.size: their number                 */
    TSP_KIND_LIST = 7,         /* ref.data: tsp_value[]; ref.size: their number                 */
    TSP_KIND_INT_LIST = 8,     /* ref.data: int64_t[]; ref.size: their number                   */
    TSP_KIND_FLOAT_LIST = 9,   /* ref.data: double[]; ref.size: their number                    */
    TSP_KIND_BOOL_LIST = 10,   /* ref.data: uint8_t[]; ref.size: their number                   */
    TSP_KIND_COMPLEX = 11,     /* complex[0], complex[1]: the real and the imaginary part       */
    TSP_KIND_DICT = 12,        /* ref.data: tsp_value[2 * ref.size]: keys and values in turn    */
    TSP_KIND_NAMED_TUPLE = 13, /* ref.data: tsp_value[2 * ref.size]: STRING names and values    */
    TSP_KIND_ENUM = 14,        /* ref.data: tsp_value[ref.size]: the member's name, a STRING; in
                                  results also its value, its class as a STRING, and an OBJECT  */
    TSP_KIND_DEVICE = 15,      /* like STRING: "cpu", "cuda:0"                                  */
    TSP_KIND_OBJECT = 16,      /* ref.data: tsp_object*; in results ref.size is a tsp_type_kind */
    TSP_KIND_MODULE = 17,      /* ref.data: tsp_module*                                         */
    TSP_KIND_FUTURE = 18,      /* arguments only: ref.data: tsp_value[1], its completed value   */
    TSP_KIND_DEFAULT = 19,     /* arguments only, at the root: the parameter's default          */
    TSP_KIND_BYTES = 20,       /* checkpoints only, like STRING: bytes that need not be text    */
    TSP_KIND_SET = 21,         /* checkpoints only, like LIST: Python's set                     */
    TSP_KIND_DTYPE = 22,       /* checkpoints only: i, a tsp_dtype                              */
    TSP_KIND_LAYOUT = 23       /* checkpoints only: i, a tsp_layout                             */
};

/* Flags of tsp_value. */
enum tsp_value_flag {
    TSP_VALUE_OWNS_DATA = 1 /* the core allocated ref.data: tsp_value_release frees it */
};

/* The flags also hold two tsp_type_kind numbers, shifted left by this many bits: that of a LIST's
 * elements or a DICT's keys, and that of a DICT's values; 0 if unknown. They tell what an empty
 * container would hold. */
#define TSP_VALUE_ELEMENT_SHIFT 8
#define TSP_VALUE_MAPPED_SHIFT 16

/* One TorchScript value, or a node in a tree of values.
 *
 * As an argument, everything is borrowed from the caller and TSP_VALUE_OWNS_DATA is not set. The
 * callee's schema decides how a node is read: an INT widens to a float; List[int] takes INT_LIST
 * or a LIST of INT; a NamedTuple takes a TUPLE by position or a NAMED_TUPLE by name; an enum
 * takes an ENUM by the name of its member. Names of fields and members match exactly, or else
 * without regard to case and underscores. The flags of an empty container are read only if the
 * schema says Any.
 *
 * As a result, a node owns what it points to. To take a TENSOR, OBJECT or MODULE, set the node's
 * kind to NONE; call tsp_value_release on the root for everything else. Names and text may be
 * stored in the callable or in the caller's own array: copy them before the release. */
typedef struct tsp_value {
    int32_t kind;   /* tsp_kind                  */
    uint32_t flags; /* tsp_value_flag and shifts */
    union {
        int64_t i;
        double f;
        double complex[2];
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

/* ---------------------------------------------------------------------- tensors */

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
    TSP_DTYPE_QINT8 = 12,
    TSP_DTYPE_QUINT8 = 13,
    TSP_DTYPE_QINT32 = 14,
    TSP_DTYPE_BFLOAT16 = 15,
    TSP_DTYPE_QUINT4X2 = 16,
    TSP_DTYPE_QUINT2X4 = 17,
    TSP_DTYPE_BITS1X8 = 18,
    TSP_DTYPE_BITS2X4 = 19,
    TSP_DTYPE_BITS4X2 = 20,
    TSP_DTYPE_BITS8 = 21,
    TSP_DTYPE_BITS16 = 22,
    TSP_DTYPE_FLOAT8_E5M2 = 23,
    TSP_DTYPE_FLOAT8_E4M3FN = 24,
    TSP_DTYPE_FLOAT8_E5M2FNUZ = 25,
    TSP_DTYPE_FLOAT8_E4M3FNUZ = 26,
    TSP_DTYPE_UINT16 = 27,
    TSP_DTYPE_UINT32 = 28,
    TSP_DTYPE_UINT64 = 29,
    TSP_DTYPE_UINT1 = 30,
    TSP_DTYPE_UINT2 = 31,
    TSP_DTYPE_UINT3 = 32,
    TSP_DTYPE_UINT4 = 33,
    TSP_DTYPE_UINT5 = 34,
    TSP_DTYPE_UINT6 = 35,
    TSP_DTYPE_UINT7 = 36,
    TSP_DTYPE_INT1 = 37,
    TSP_DTYPE_INT2 = 38,
    TSP_DTYPE_INT3 = 39,
    TSP_DTYPE_INT4 = 40,
    TSP_DTYPE_INT5 = 41,
    TSP_DTYPE_INT6 = 42,
    TSP_DTYPE_INT7 = 43,
    TSP_DTYPE_FLOAT8_E8M0FNU = 44,
    TSP_DTYPE_FLOAT4_E2M1FN_X2 = 45,
    TSP_DTYPE_BCOMPLEX32 = 46 /* from torch 2.14 on */
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

/* Layouts of tensors, with libtorch's own numbers. */
enum tsp_layout {
    TSP_LAYOUT_STRIDED = 0,    /* dense: strides tell where an element is stored */
    TSP_LAYOUT_SPARSE = 1,     /* only elements that are not zero, by indices    */
    TSP_LAYOUT_SPARSE_CSR = 2, /* compressed sparse rows                         */
    TSP_LAYOUT_MKLDNN = 3,     /* a format chosen by oneDNN                      */
    TSP_LAYOUT_SPARSE_CSC = 4, /* compressed sparse columns                      */
    TSP_LAYOUT_SPARSE_BSR = 5, /* compressed sparse rows of blocks               */
    TSP_LAYOUT_SPARSE_BSC = 6, /* compressed sparse columns of blocks            */
    TSP_LAYOUT_JAGGED = 7      /* nested tensors of different sizes              */
};

/* Memory formats of tensors, with libtorch's own numbers. */
enum tsp_memory_format {
    TSP_MEMORY_FORMAT_CONTIGUOUS = 0,      /* row-major: the last dimension is adjacent   */
    TSP_MEMORY_FORMAT_PRESERVE = 1,        /* that of the input                           */
    TSP_MEMORY_FORMAT_CHANNELS_LAST = 2,   /* the channels of an image are adjacent       */
    TSP_MEMORY_FORMAT_CHANNELS_LAST_3D = 3 /* the channels of a volume are adjacent       */
};

typedef struct tsp_tensor_info {
    int64_t dim;            /* number of dimensions                                              */
    int64_t numel;          /* number of elements                                                */
    int64_t itemsize;       /* bytes of one element                                              */
    const int64_t* sizes;   /* dim sizes; valid while the tensor lives and is not resized        */
    const int64_t* strides; /* dim strides in elements, valid as long; null if it is not strided */
    const void* data;       /* first element, for reading on the CPU; null if that is impossible */
    int64_t use_count;      /* strong references, this handle's included                         */
    int32_t dtype;          /* tsp_dtype, or another of libtorch's numbers                       */
    int32_t device_type;    /* tsp_device_type, or another of libtorch's numbers                 */
    int32_t device_index;   /* -1 if the device has no index                                     */
    uint8_t requires_grad;  /* 0 or 1                                                            */
    uint8_t is_contiguous;  /* 0 or 1: row-major without gaps                                    */
    uint8_t layout;         /* at::Layout                                                        */
    uint8_t reserved;
} tsp_tensor_info;

/* ---------------------------------------------------------------------- options */

/* What tsp_module_members lists. */
enum tsp_member_kind {
    TSP_MEMBER_PARAMETERS = 0, /* tensors that are trained; shared ones once                 */
    TSP_MEMBER_BUFFERS = 1,    /* the other tensors of the state; shared ones once           */
    TSP_MEMBER_ATTRIBUTES = 2, /* every attribute: parameters, buffers, modules, others      */
    TSP_MEMBER_MODULES = 3,    /* the module itself (named "") and those in it, each once    */
    TSP_MEMBER_CHILDREN = 4,   /* the modules directly in it, each once                      */
    TSP_MEMBER_STATE = 5       /* parameters and buffers in the order of a state_dict: module by
                                  module, shared ones under every name                       */
};

/* How tsp_module_copy copies. */
enum tsp_copy_kind {
    TSP_COPY_SHALLOW = 0, /* a new module that shares the tensors and submodules */
    TSP_COPY_DEEP = 1,    /* the tensors are copied too                          */
    TSP_COPY_CLONE = 2    /* the tensors and the TorchScript class are copied    */
};

/* Flags of tsp_module_load_state. */
enum tsp_state_flag {
    TSP_STATE_STRICT = 1, /* missing and unexpected keys are errors               */
    TSP_STATE_ASSIGN = 2  /* the module takes the tensors themselves, not a copy  */
};

/* How a program runs. */
enum tsp_program_mode {
    TSP_PROGRAM_AUTO = 0,      /* by the compiled code, if the file has it for this machine */
    TSP_PROGRAM_INTERPRET = 1, /* operator by operator                                      */
    TSP_PROGRAM_COMPILED = 2,  /* by the compiled code; an error if there is none           */
    TSP_PROGRAM_UNCHECKED = 3  /* by compiled code alone, of a file without the program     */
};

/* Flags of tsp_module_to. */
enum tsp_to_flag {
    TSP_TO_NON_BLOCKING = 1, /* copies to and from pinned memory do not wait       */
    TSP_TO_REAL_ONLY = 2     /* complex tensors keep their type, as half() does it */
};

/* What tsp_callable_text writes. */
enum tsp_text_kind {
    TSP_TEXT_CODE = 0,         /* the graph as TorchScript source                 */
    TSP_TEXT_GRAPH = 1,        /* the graph                                       */
    TSP_TEXT_INLINED_GRAPH = 2 /* the graph, with everything that it calls inside */
};

/* Flags of tsp_profiler_start. */
enum tsp_profile_flag {
    TSP_PROFILE_SHAPES = 1, /* the trace holds the sizes of inputs */
    TSP_PROFILE_MEMORY = 2  /* the trace holds allocations         */
};

/* ---------------------------------------------------------------------- handles */

/* Opaque handles. A tensor handle is one strong reference to a libtorch tensor: the same tensor may
 * have many handles, equal or not, and each must be released once. */
typedef struct tsp_tensor tsp_tensor;
typedef struct tsp_module tsp_module;
typedef struct tsp_unit tsp_unit;
typedef struct tsp_callable tsp_callable;
/* A value with an identity: an instance of a TorchScript or C++ class, a future, a generator. Two
 * handles on one object may have different addresses, see tsp_object_identity. */
typedef struct tsp_object tsp_object;
/* A setting of one thread, in force until tsp_scope_exit. */
typedef struct tsp_scope tsp_scope;
/* The settings of a thread: grad mode, inference mode, autocast. */
typedef struct tsp_thread_state tsp_thread_state;
/* A step of autograd's graph whose backward is a function of the caller; see tsp_node_record. */
typedef struct tsp_node tsp_node;
/* A function of the caller that autograd calls with a gradient; see tsp_hook_add. */
typedef struct tsp_hook tsp_hook;

/* ---------------------------------------------------------------------- callbacks */

/* Functions of the caller. context is what the caller passed with them. They must not throw. */
typedef void (*tsp_callback)(void* context);
/* Reads up to size bytes from position on. Returns their number, 0 at the end, -1 on failure. */
typedef int64_t (*tsp_read)(void* context, int64_t position, void* buffer, int64_t size);
/* Takes all size bytes. Returns 0, or -1 on failure. */
typedef int32_t (*tsp_write)(void* context, const void* data, int64_t size);

/* What an operator, or warnings.warn in TorchScript code, says. */
typedef struct tsp_warning {
    int32_t is_deprecation;
    int32_t is_of_model; /* file and line are those of TorchScript code, not of libtorch */
    tsp_text text;
    tsp_text file; /* empty if it is not known */
    int64_t line;
} tsp_warning;

/* Hears a warning, whose texts are borrowed for the duration of the call. */
typedef void (*tsp_warn)(void* context, const tsp_warning* warning);
/* Takes what TorchScript code prints. Returns 0, or -1 on failure. */
typedef int32_t (*tsp_print)(void* context, tsp_text text);

/* What backward of a tsp_function works on. Everything is borrowed for the duration of the call. */
typedef struct tsp_backward_call {
    tsp_node* node;         /* for tsp_node_saved                                               */
    tsp_tensor** gradients; /* one for each output; null is zero                                */
    int64_t gradient_count;
    tsp_tensor** results; /* room for one handle for each input, which the core then owns;
                                all are null before, and null is zero                            */
    int64_t result_count;
    const uint8_t* is_needed; /* result_count times 0 or 1: whether the result is used           */
} tsp_backward_call;

/* Computes the gradients of the inputs. Returns 0, or -1 on failure: then all results are null. */
typedef int32_t (*tsp_backward)(void* context, const tsp_backward_call* call);

/* A step that the caller has computed, and can differentiate. */
typedef struct tsp_function {
    tsp_text name;
    tsp_backward backward;
    tsp_callback release; /* called once with context, on any thread, when nothing can call
                              backward any more; not at the process's end, nor in a fork */
    void* context;
    int32_t materializes; /* backward gets a tensor of zeros instead of null                */
    int32_t reserved;
} tsp_function;

/* Gets a tensor, which is borrowed for the duration of the call. It may write a handle to result,
 * which the core then owns, instead of the tensor. Returns 0, or -1 on failure. */
typedef int32_t (*tsp_tensor_hook)(void* context, tsp_tensor* tensor, tsp_tensor** result);

/* When a hook of a tensor is called. */
enum tsp_hook_kind {
    TSP_HOOK_GRADIENT = 0,       /* with its gradient, which the result replaces         */
    TSP_HOOK_POST_ACCUMULATE = 1 /* with the leaf itself, after its gradient was added to */
};

/* ---------------------------------------------------------------------- files */

/* Where bytes come from. */
enum tsp_source_kind {
    TSP_SOURCE_FILE = 0,        /* path                                                        */
    TSP_SOURCE_MAPPED_FILE = 1, /* path; tensors share the file's pages until they are changed */
    TSP_SOURCE_BYTES = 2,       /* data and size: bytes that are read in place                 */
    TSP_SOURCE_STREAM = 3       /* read and size: a function that reads anywhere in size bytes */
};

typedef struct tsp_source {
    int32_t kind; /* tsp_source_kind: tells which of the other fields are used */
    int32_t reserved;
    tsp_text path;
    const void* data;
    int64_t size;
    tsp_read read;
    void* context; /* of read */
} tsp_source;

/* Where bytes go. */
enum tsp_sink_kind {
    TSP_SINK_FILE = 0,  /* path: replaced only when everything is written, see tsp_module_save */
    TSP_SINK_STREAM = 1 /* write: a function that takes the bytes in order                     */
};

typedef struct tsp_sink {
    int32_t kind; /* tsp_sink_kind: tells which of the other fields are used */
    int32_t reserved;
    tsp_text path;
    tsp_write write;
    void* context; /* of write */
} tsp_sink;

#endif /* TORCHSHARP_TYPES_H */
