// The header holds all; a target needs a file.
#include "CPrefetch.h"
