import ArgumentParser
import Charter
import Console
import StoreFile
import SummaryStore

/// The charter that a command is about.
struct CharterArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Une charte ; par défaut celle du bureau, sinon celle du programme.",
                en: "A charter; by default the office's, else the program's."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var path: String?

    @OptionGroup var office: OfficeOption

    init() {}

    func charter() throws -> Charter {
        if let path { return try CharterFile.read(path) }
        return try officeStore()?.charter ?? Charter.insertion()
    }

    /// What the office shares; `nil` when the charter is a file, or there is no office.
    func officeStore() throws -> SummaryStore? {
        guard path == nil else { return nil }
        do {
            return try office.folder.summaryStore()
        } catch let error as StoreError where error.kind == .missing {
            return nil
        }
    }
}
