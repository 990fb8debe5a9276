import ArgumentParser
import Console
import Desk
import DossierStore
import SyncCore

/// `secteur restore FILE DIR`
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: local(
            fr: "Remet un bureau depuis une sauvegarde.", en: "Put an office back from a backup."),
        discussion: local(
            fr: """
                Exemples :
                  secteur restore bureau-2026-11-24.backup ~/bureau --account admin
                  secteur restore bureau-2026-11-24.backup ~/bureau --recovery-file -

                Il faut le mot de passe d'un administrateur, ou le code de secours, tels qu'ils \
                étaient le jour de la sauvegarde. Rien n'est touché avant que tout soit ouvert et \
                vérifié. Qui a été effacé depuis est effacé à nouveau. À un nouvel endroit, copiez-y \
                ensuite le fichier « erasures » du bureau d'avant, si vous l'avez encore.
                """,
            en: """
                Examples:
                  secteur restore office-2026-11-24.backup ~/office --account admin
                  secteur restore office-2026-11-24.backup ~/office --recovery-file -

                It takes an administrator's password, or the recovery code, as they were on the day \
                of the backup. Nothing is touched before all of it was opened and verified. Whoever \
                was erased since is erased again. In a new place, copy the file 'erasures' of the \
                office from before into it afterwards, if you still have it.
                """))

    @Argument(
        help: ArgumentHelp(
            local(fr: "La sauvegarde.", en: "The backup."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var file: String

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Le dossier du bureau ; par défaut celui de --office.",
                en: "The office's folder; by default that of --office."),
            valueName: local(fr: "dossier", en: "folder")),
        completion: .directory)
    var path: String?

    @OptionGroup var opening: BackupOpeningOptions

    @Flag(help: ArgumentHelp(local(fr: "Ne demande pas.", en: "Don't ask.")))
    var yes = false

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let folder = path.map(OfficeFolder.init(path:)) ?? office.folder
            let backup = try SealedBackup(reading: file)
            let key = try opening.key(of: backup)
            let restoration = try OfficeRestoration(
                backup, with: key, to: folder.files, sha256: Console.sha256)
            if restoration.replaces {
                try Console.confirm(
                    Phrase(
                        fr: "Remplacer le bureau de \(folder.path) ? "
                            + "Ce qui y a été écrit depuis la sauvegarde sera perdu.",
                        en: "Replace the office in \(folder.path)? "
                            + "What was written there since the backup will be lost."),
                    agreed: yes)
            }
            let progress = ProgressDisplay(
                Phrase(fr: "Remise en place", en: "Restoring"), unit: .bytes, quiet: output.json)
            defer { progress.end() }
            let report = try restoration.run { progress.update(done: $0, of: $1) }
            progress.end()
            tell(report, folder)
        }
    }

    private func tell(_ report: OfficeRestoration.Report, _ folder: OfficeFolder) {
        if output.json {
            Output.json([
                "folder": .string(folder.path), "persons": .integer(Int64(report.persons)),
                "records": .integer(Int64(report.records - report.persons)),
                "erased_again": .integer(Int64(report.erasedAgain)),
                "kept": .array(report.kept.map(JSON.string)),
            ])
            return
        }
        let words = Words.local
        let persons = words.count(
            report.persons, Phrase(fr: "personne", en: "person"),
            Phrase(fr: "personnes", en: "persons"))
        let records = words.count(
            report.records - report.persons, Phrase(fr: "enregistrement", en: "record"),
            Phrase(fr: "enregistrements", en: "records"))
        Output.line(
            local(
                fr: "Bureau remis et vérifié dans \(folder.path) : \(persons), \(records)",
                en: "Office restored and verified in \(folder.path): \(persons), \(records)"))
        if report.erasedAgain > 0 {
            let again = words.count(
                report.erasedAgain, Phrase(fr: "personne", en: "person"),
                Phrase(fr: "personnes", en: "persons"))
            Output.line(
                local(
                    fr: "Effacé à nouveau, car effacé depuis la sauvegarde : \(again)",
                    en: "Erased again, because erased since the backup: \(again)"))
        }
        for folder in report.kept {
            Output.line(
                local(
                    fr: """
                        Le bureau d'avant est gardé, endommagé peut-être, dans \(folder) : \
                        supprimez-le quand il ne peut plus servir.
                        """,
                    en: """
                        The office from before is kept, damaged perhaps, in \(folder): remove it \
                        when it can't be of use any more.
                        """))
        }
        Output.line(
            local(
                fr: "La prochaine synchronisation apporte le reste du hub : secteur sync",
                en: "The next sync brings what else the hub knows: secteur sync"))
    }
}
