import Console
import DossierStore

/// The recovery code, for the only time.
enum RecoveryWords {
    static func tell(_ recovery: RecoveryCode) {
        Output.line("")
        Output.line(
            local(
                fr: "Code de secours, à recopier sur papier (il n'est gardé nulle part) :",
                en: "Recovery code, to be copied on paper (it is kept nowhere):"))
        Output.line("  \(recovery.text)")
    }

    static func report(
        _ recovery: RecoveryCode, administrator: AccountCode, _ output: JSONOption
    ) {
        if output.json {
            Output.json([
                "account": .string(administrator.description), "recovery": .string(recovery.text),
            ])
            return
        }
        Output.line(
            local(fr: "Administrateur : \(administrator)", en: "Administrator: \(administrator)"))
        tell(recovery)
    }
}
