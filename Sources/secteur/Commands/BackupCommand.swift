import ArgumentParser
import Console
import Desk
import SyncCore

/// `secteur backup FILE`
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: local(
            fr: "Fait une sauvegarde scellée de tout le bureau, pendant qu'il travaille.",
            en: "Make a sealed backup of the whole office, while it works."),
        discussion: local(
            fr: """
                Exemple :
                  secteur backup /media/cle/bureau-$(date +%F).backup

                Un seul fichier, qui s'ouvre par le mot de passe d'un compte d'aujourd'hui ou par le \
                code de secours d'aujourd'hui. Il ne prend son nom qu'après avoir été relu en entier, \
                et n'en remplace jamais un autre.
                """,
            en: """
                Example:
                  secteur backup /media/stick/office-$(date +%F).backup

                One file, which today's password of an account or today's recovery code opens. It \
                gets its name only after it was read back whole, and never replaces another.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "Le fichier à faire.", en: "The file to make."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var file: String

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            let progress = ProgressDisplay(
                Phrase(fr: "Sauvegarde", en: "Backup"), unit: .bytes, quiet: output.json)
            defer { progress.end() }
            let report = try desk.backup(office.folder.files, to: file) {
                progress.update(done: $0, of: $1)
            }
            progress.end()
            if output.json {
                Output.json([
                    "backup": .string(report.path), "bytes": .integer(Int64(report.byteCount)),
                    "files": .integer(Int64(report.files)),
                ])
                return
            }
            let size = Words.local.size(bytes: report.byteCount)
            Output.line(
                local(
                    fr: "Sauvegarde faite et relue : \(report.path) (\(size))",
                    en: "Backup made and read back: \(report.path) (\(size))"))
        }
    }
}
