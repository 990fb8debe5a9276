package import DossierStore
internal import SummaryStore
package import SyncCore

/// The ways into an office by which somebody sets their own password, before there is a desk.
package struct OfficeEntrance: Sendable {
    package let dossiers: SealedDossiers
    private let officeName: String?

    /// - Parameter summaries: the shareable store's path, which knows the office's name.
    package init(
        dossiers: SealedDossiers, summaries: String, sha256: @escaping SHA256Function
    ) throws {
        self.dossiers = dossiers
        officeName = try SummaryStore(path: summaries, sha256: sha256).setting(.officeName)
    }

    /// Gives whoever opened the dossiers a password of their choice.
    ///
    /// Throws `PasswordRefusal`; one that is the same as before is refused too when it had to be
    /// changed.
    package func changePassword(
        of opened: DossierStore, from old: SecretBytes, to new: SecretBytes, day: Int,
        cost: KeyCost = .present
    ) throws -> DossierStore {
        guard !old.equals(new) else { throw AccountRefusal.samePassword }
        let policy = try opened.read { try $0.passwordPolicy() }
        try rules(for: opened.account.code, policy.minimumBits).check(new)
        return try opened.changingOwnPassword(to: new, day: day, cost: cost)
    }

    /// Makes the first administrator of an office that an earlier version made, whose key stands
    /// in a file. Returns the recovery code, which is kept nowhere.
    package func begin(
        _ administrator: SealedDossiers.FirstAdministrator
    ) throws -> RecoveryCode {
        try rules(for: administrator.code).check(administrator.password)
        return try dossiers.begin(administrator)
    }

    /// Makes a new administrator by the recovery code, which is then used up. Returns the next
    /// one, which is kept nowhere.
    package func recover(
        by recovery: RecoveryCode, _ administrator: SealedDossiers.FirstAdministrator
    ) throws -> RecoveryCode {
        try rules(for: administrator.code).check(administrator.password)
        return try dossiers.recover(by: recovery, administrator)
    }

    private func rules(
        for code: AccountCode, _ minimumBits: Int = PasswordPolicy().minimumBits
    ) -> PasswordRules {
        PasswordRules(account: code, officeName: officeName, minimumBits: minimumBits)
    }
}
