// What the system says of its last failure.

import Glibc

/// Names of the last system error.
func systemError() -> String { String(cString: strerror(errno)) }
