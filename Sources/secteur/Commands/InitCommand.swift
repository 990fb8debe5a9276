import ArgumentParser
import Charter
import Console
import Desk
import Foundation
import SummaryStore
import SyncCore

/// `secteur init DIR`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: local(
            fr: "Crée un bureau : ses dossiers scellés, sa clé, et ce qui se partage.",
            en: "Make an office: its sealed case files, its key, and what is shared."),
        discussion: local(
            fr: """
                Exemples :
                  secteur init ~/bureau --name "CSS Bobigny"
                  secteur init ~/bureau --name "CSS Bobigny" --hub https://hub.exemple.fr \
                --secret-file bobigny.secret

                La clé (office.key) ouvre tous les dossiers : sauvegardez-la à part, en lieu sûr. \
                Sans elle, personne ne peut plus les lire.
                """,
            en: """
                Examples:
                  secteur init ~/office --name "CSS Bobigny"
                  secteur init ~/office --name "CSS Bobigny" --hub https://hub.example.org \
                --secret-file bobigny.secret

                The key (office.key) opens all case files: keep a copy of it elsewhere, in a safe \
                place. Without it nobody can read them any more.
                """))

    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Le dossier à créer ; par défaut $SECTEUR_HOME, sinon ~/.local/share/secteur.",
                en: "The folder to make; by default $SECTEUR_HOME, else ~/.local/share/secteur."),
            valueName: local(fr: "dossier", en: "folder")),
        completion: .directory)
    var path: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Le nom du bureau ; par défaut celui du dossier.",
                en: "The office's name; by default the folder's."),
            valueName: local(fr: "nom", en: "name")))
    var name: String?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "La charte ; par défaut celle qui vient avec le programme.",
                en: "The charter; by default the one that comes with the program."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file(extensions: ["yaml", "yml"]))
    var charter: String?

    @OptionGroup var hub: HubOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let folder = path.map(OfficeFolder.init(path:)) ?? office.folder
            let name = name?.trimmed ?? (folder.path as NSString).lastPathComponent
            let charter = try CharterFile.read(charter) ?? Charter.insertion()
            var settings: [SummaryStore.SettingName: String] = [.officeName: name]
            if let address = try hub.checkedAddress() { settings[.hubAddress] = address }
            let secret = try hub.readSecret()
            try makeFolder(folder.path)
            try makeFolder(folder.shared)
            try Desk.create(
                dossiers: folder.dossiers, summaries: folder.summaries, charter: charter,
                settings: settings)
            if let secret { try secret.write(to: folder.hubSecret) }
            report(folder, name, charter)
        }
    }

    /// The office's own: nobody else may look into it.
    private func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw FolderRefusal(path: path)
        }
    }

    private func report(_ folder: OfficeFolder, _ name: String, _ charter: Charter) {
        let key = folder.path + "/office.key"
        if output.json {
            Output.json([
                "office": .string(name), "folder": .string(folder.path),
                "key": .string(key), "charter": .string(charter.name.text),
                "version": .integer(Int64(charter.version)),
            ])
            return
        }
        Output.line(
            local(
                fr: "Bureau « \(name) » créé dans \(folder.path)",
                en: "Office '\(name)' made in \(folder.path)"))
        Output.line(
            local(
                fr: "Charte : \(charter.label.fr), version \(charter.version)",
                en: "Charter: \(charter.label.en), version \(charter.version)"))
        Output.line(
            local(
                fr: "À faire maintenant : copiez \(key) en lieu sûr, à part des sauvegardes.",
                en: "To do now: copy \(key) to a safe place, apart from the backups."))
    }
}

/// The office's folder can't be made.
private struct FolderRefusal: ExitCoded {
    let path: String
    let code = "folder-cannot-create"
    let exit = Exit.cannotCreate
    var what: Phrase {
        Phrase(
            fr: "Le dossier \(path) ne peut pas être créé.", en: "Can't make the folder \(path).")
    }
    let remedy = Phrase(
        fr: "choisissez un endroit où vous pouvez écrire",
        en: "choose a place that you can write to")
}
