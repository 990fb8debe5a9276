import ArgumentParser
import Charter
import Console
import Desk
import DossierStore
import Foundation
import SummaryStore
import SyncCore

/// `secteur init DIR`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: local(
            fr: "Crée un bureau : ses dossiers scellés, son administrateur, et ce qui se partage.",
            en: "Make an office: its sealed case files, its administrator, and what is shared."),
        discussion: local(
            fr: """
                Exemples :
                  secteur init ~/bureau --name "CSS Bobigny"
                  secteur init ~/bureau --name "CSS Bobigny" --hub http://127.0.0.1:8470 \
                --secret-file bobigny.secret

                Le mot de passe de l'administrateur est demandé. Le code de secours, affiché une \
                seule fois, rouvre le bureau quand plus aucun administrateur ne le peut : gardez-le \
                sur papier, en lieu sûr. Auprès d'un hub, un bureau s'inscrit ensuite par « secteur \
                join » ; --secret-file ne sert qu'avec un hub sur cette machine, sans TLS.
                """,
            en: """
                Examples:
                  secteur init ~/office --name "CSS Bobigny"
                  secteur init ~/office --name "CSS Bobigny" --hub http://127.0.0.1:8470 \
                --secret-file bobigny.secret

                The administrator's password is asked for. The recovery code, shown once, opens the \
                office again when no administrator can any more: keep it on paper, in a safe place. \
                An office joins a hub afterwards, with `secteur join`; --secret-file is for a hub on \
                this machine alone, without TLS.
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

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Le code du compte de l'administrateur ; par défaut admin.",
                en: "The administrator's account code; by default admin."),
            valueName: "code"))
    var account = AccountCode("admin")!

    @OptionGroup var password: PasswordOption
    @OptionGroup var hub: HubOptions
    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let folder = path.map(OfficeFolder.init(path:)) ?? office.folder
            try folder.requireNotSetAside()
            let name = name?.trimmed ?? (folder.path as NSString).lastPathComponent
            let charter = try charter.map(CharterFile.read) ?? Charter.insertion()
            var settings: [SummaryStore.SettingName: String] = [.officeName: name]
            if let address = try hub.checkedAddress() { settings[.hubAddress] = address }
            let secret = try hub.readSecret()
            let password = try password.newPassword(for: account)
            try makeFolder(folder.path)
            try makeFolder(folder.shared)
            let recovery = try Desk.create(
                dossiers: folder.dossiers, summaries: folder.summaries, charter: charter,
                settings: settings,
                administrator: .init(code: account, password: password, day: Today.day))
            if let secret { try secret.write(to: folder.hubSecret) }
            report(folder, name, charter, recovery)
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

    private func report(
        _ folder: OfficeFolder, _ name: String, _ charter: Charter, _ recovery: RecoveryCode
    ) {
        if output.json {
            Output.json([
                "office": .string(name), "folder": .string(folder.path),
                "account": .string(account.description), "recovery": .string(recovery.text),
                "charter": .string(charter.name.text),
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
            local(fr: "Administrateur : \(account)", en: "Administrator: \(account)"))
        RecoveryWords.tell(recovery)
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
