// A folder of TSV files as lexicon files.

public import Calx

/// Reads lexicon files from a folder.
public enum LexiconFolder {
  /// All `.tsv` files below a folder, in sorted order, named by their path below it.
  ///
  /// - Throws: `RunError` when the folder or a file cannot be read.
  public static func files(below root: String) throws(RunError) -> [LexiconFile] {
    var result: [LexiconFile] = []
    for path in try Folder.files(below: root, kind: "lexicon folder") where path.hasSuffix(".tsv") {
      do throws(RecordError) {
        result.append(
          LexiconFile(name: path, bytes: try readFile(root + "/" + path, longest: 64 << 20, id: path)))
      } catch {
        throw RunError("\(root)/\(path): \(error.message)")
      }
    }
    return result
  }
}
