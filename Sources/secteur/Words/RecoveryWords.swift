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
}
