import ArgumentParser
import Charter
import Console
import StoreFile
import SummaryStore
import SyncCore

/// `secteur charter diff`
struct CharterDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: local(
            fr: "Dit ce qui change d'une charte à l'autre, et pour qui.",
            en: "Tell what changes from one charter to another, and for whom."),
        discussion: local(
            fr: """
                Exemples :
                  secteur charter diff nouvelle.yaml
                  secteur charter diff ancienne.yaml nouvelle.yaml
                """,
            en: """
                Examples:
                  secteur charter diff new.yaml
                  secteur charter diff old.yaml new.yaml
                """))

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "L'ancienne charte, si ce n'est celle du bureau, puis la nouvelle.",
                en: "The old charter, unless it is the office's, then the new one."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var paths: [String]

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func validate() throws {
        guard (1...2).contains(paths.count) else {
            throw ValidationError(
                local(fr: "Donnez une charte, ou deux.", en: "Name one charter, or two."))
        }
    }

    func run() throws {
        try Console.run {
            let new = try CharterFile.read(paths.last!)
            let old = try paths.count == 2 ? CharterFile.read(paths[0]) : present()
            let difference = Charter.difference(from: old, to: new)
            if output.json {
                Output.json(difference.json)
            } else {
                Output.text(difference.explain(Console.language))
            }
        }
    }

    private func present() throws -> Charter {
        do {
            return try office.folder.summaryStore().charter
        } catch let error as StoreError where error.kind == .missing {
            return Charter.insertion()
        }
    }
}
