import ArgumentParser
import Charter
import Console

/// `--charter FILE`
struct CharterOption: ParsableArguments {
    @Option(
        name: .customLong("charter"),
        help: ArgumentHelp(
            local(fr: "Fichier YAML d'une charte.", en: "A charter's YAML file."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var path: String?

    /// Reads and checks the file; `nil` when none is named.
    func charter() throws -> Charter? {
        try path.map(CharterFile.read)
    }
}
