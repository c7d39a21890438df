#include "python/convert/own_objects.h"

namespace torchsharp {

OwnObjects& ownObjects() {
    static OwnObjects conversions;
    return conversions;
}

} // namespace torchsharp
