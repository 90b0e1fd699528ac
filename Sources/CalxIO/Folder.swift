// The files of a folder, in one order everywhere.

import Glibc

/// Folders of inputs and of lexicons.
enum Folder {
  /// Paths of all files below a folder, without its own, by the bytes of their names; those that begin with a dot are left
  /// out.
  ///
  /// - Parameter kind: what the folder is called in messages.
  /// - Throws: `RunError` when a folder cannot be read.
  static func files(below root: String, kind: String = "directory") throws(RunError) -> [String] {
    var result: [String] = []
    func walk(_ prefix: String) throws(RunError) {
      let here = prefix.isEmpty ? root : root + "/" + prefix
      guard let directory = opendir(here) else {
        throw RunError("cannot read the \(kind) \(here): \(systemError())")
      }
      var names: [String] = []
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { p in
          p.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
      }
      closedir(directory)
      for name in names.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }) {
        let path = prefix.isEmpty ? name : prefix + "/" + name
        var info = stat()
        if stat(root + "/" + path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR {
          try walk(path)
        } else {
          result.append(path)
        }
      }
    }
    try walk("")
    return result
  }
}
