import Charter
import SyncCore

/// The charter that targets work under: every kind of field and of rule, once, and the words of the
/// records in the corpus.
enum FuzzCharter {
    static let text = String(decoding: PackageResources.small_yaml, as: UTF8.self)

    static let small: Charter = {
        do throws(CharterRefusal) {
            return try Charter.parse(text, file: "small.yaml")
        } catch {
            fatalError("the fuzzers' charter is refused:\n\(error.what.en)")
        }
    }()
}
