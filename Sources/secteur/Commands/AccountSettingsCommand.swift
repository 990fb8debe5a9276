import ArgumentParser
import Console
import Desk
import DossierStore

/// `secteur account settings`
struct AccountSettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: local(
            fr: "Montre ou change ce que le bureau demande aux mots de passe.",
            en: "Show or change what the office asks of passwords."),
        discussion: local(
            fr: """
                Exemples :
                  secteur account settings
                  secteur account settings --user-days 90
                  secteur account settings --password-bits 50

                La CNIL (recommandation 2022-100) déconseille le changement périodique pour les utilisateurs. \
                Elle demande 80 bits, ou 50 quand peu d'échecs bloquent le compte : c'est le cas ici, mais un \
                disque volé s'essaie sans blocage.
                """,
            en: """
                Examples:
                  secteur account settings
                  secteur account settings --user-days 90
                  secteur account settings --password-bits 50

                The CNIL (recommendation 2022-100) advises against periodic changes for users. It asks for 80 \
                bits, or 50 where few failures block the account: so it is here, but a stolen disk can be tried \
                without any block.
                """))

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Durée d'un mot de passe d'utilisateur ; 0 : sans limite.",
                en: "How long a user's password lives; 0: for ever."),
            valueName: local(fr: "jours", en: "days")))
    var userDays: Int?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Durée d'un mot de passe d'administrateur ; 0 : sans limite.",
                en: "How long an administrator's password lives; 0: for ever."),
            valueName: local(fr: "jours", en: "days")))
    var administratorDays: Int?

    @Option(
        help: ArgumentHelp(
            local(
                fr: "Entropie des nouveaux mots de passe.", en: "Entropy of new passwords."),
            valueName: "bits"))
    var passwordBits: Int?

    @OptionGroup var office: OfficeOption
    @OptionGroup var output: JSONOption

    func run() throws {
        try Console.run {
            let desk = try office.folder.desk()
            var policy = try desk.passwordPolicy()
            if let userDays { policy.userDays = userDays == 0 ? nil : userDays }
            if let administratorDays {
                policy.administratorDays = administratorDays == 0 ? nil : administratorDays
            }
            if let passwordBits { policy.minimumBits = passwordBits }
            if policy != (try desk.passwordPolicy()) { try desk.setPasswordPolicy(policy) }
            report(policy)
        }
    }

    private func report(_ policy: PasswordPolicy) {
        if output.json {
            Output.json([
                "password_bits": .integer(Int64(policy.minimumBits)),
                "user_days": JSON(policy.userDays.map(Int64.init)),
                "administrator_days": JSON(policy.administratorDays.map(Int64.init)),
            ])
            return
        }
        let never = local(fr: "jamais", en: "never")
        func period(_ days: Int?) -> String {
            days.map { local(fr: "tous les \($0) jours", en: "every \($0) days") } ?? never
        }
        let rows = [
            (local(fr: "Entropie", en: "Entropy"), "\(policy.minimumBits) bits"),
            (local(fr: "Changement, utilisateurs", en: "Change, users"), period(policy.userDays)),
            (
                local(fr: "Changement, administrateurs", en: "Change, administrators"),
                period(policy.administratorDays)
            ),
        ]
        for line in RecordWords.columns(rows) { Output.line(line) }
    }
}
