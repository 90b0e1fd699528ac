// A folder of TSV files as lexicon files.

public import Calx
import Glibc

/// Reads lexicon files from a folder.
public enum LexiconFolder {
  /// All `.tsv` files below a folder, in sorted order, named by their path below it.
  ///
  /// - Throws: `RunError` when the folder or a file cannot be read.
  public static func files(below root: String) throws(RunError) -> [LexiconFile] {
    var result: [LexiconFile] = []
    func walk(_ prefix: String) throws(RunError) {
      let here = prefix.isEmpty ? root : root + "/" + prefix
      guard let directory = opendir(here) else {
        throw RunError("cannot read the lexicon folder \(here): \(systemError())")
      }
      var names: [String] = []
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { p in
          p.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if !name.hasPrefix(".") { names.append(name) }
      }
      closedir(directory)
      for name in names.sorted() {
        let path = prefix.isEmpty ? name : prefix + "/" + name
        if name.hasSuffix(".tsv") {
          do throws(RecordError) {
            result.append(
              LexiconFile(name: path, bytes: try readFile(root + "/" + path, longest: 64 << 20, id: path)))
          } catch {
            throw RunError("\(root)/\(path): \(error.message)")
          }
        } else {
          var info = stat()
          if stat(root + "/" + path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { try walk(path) }
        }
      }
    }
    try walk("")
    return result
  }
}
