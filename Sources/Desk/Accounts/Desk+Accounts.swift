import Charter
package import DossierStore
import SummaryStore
package import SyncCore

/// What administrators do with accounts. Each change is one transaction.
extension Desk {
    /// All accounts, for an administrator.
    package func accounts() throws -> [DossierTransaction.AccountEntry] {
        try requireAdministrator()
        return try dossiers.read { try $0.accounts() }
    }

    /// Adds an account.
    ///
    /// - Parameters:
    ///   - mustChange: whether its person must choose another password first: somebody else chose
    ///     this one.
    ///   - day: today, counted from 1 January 1970.
    package func addAccount(
        _ code: AccountCode, roles: Set<Code>, password: SecretBytes, mustChange: Bool, day: Int,
        cost: KeyCost = .present
    ) throws {
        try requireAdministrator()
        try check(roles: roles)
        try passwordRules(for: code).check(password)
        let wrap = dossiers.wrap(for: code, password: password, cost: cost)
        try dossiers.write {
            try $0.add(code, roles: roles, wrap: wrap, day: day, mustChange: mustChange)
            try note(.account, subject: code, $0)
        }
    }

    /// Gives an account these roles instead of those that it has.
    package func setRoles(_ roles: Set<Code>, of code: AccountCode) throws {
        try requireAdministrator()
        try check(roles: roles)
        try dossiers.write { dossiers in
            if !roles.contains(Account.administrator) {
                try Self.requireOtherAdministrator(than: code, dossiers)
            }
            try dossiers.setRoles(roles, of: code)
            try note(.account, subject: code, dossiers)
        }
    }

    /// Gives somebody's account a password that they must change. Its sessions end.
    package func resetPassword(
        of code: AccountCode, to password: SecretBytes, mustChange: Bool, day: Int,
        cost: KeyCost = .present
    ) throws {
        try requireAdministrator()
        try passwordRules(for: code).check(password)
        let wrap = dossiers.wrap(for: code, password: password, cost: cost)
        try dossiers.write {
            try $0.setPassword(of: code, wrap: wrap, day: day, mustChange: mustChange)
            try note(.account, subject: code, $0)
        }
    }

    /// Locks an account until somebody unlocks it. Its sessions end.
    package func lock(_ code: AccountCode) throws {
        try requireAdministrator()
        try dossiers.write { dossiers in
            try Self.requireOtherAdministrator(than: code, dossiers)
            try dossiers.lock(code)
            try note(.lock, subject: code, dossiers)
        }
    }

    /// Unlocks an account, whether an administrator or failures locked it.
    package func unlock(_ code: AccountCode) throws {
        try requireAdministrator()
        try dossiers.write {
            let failures = try $0.unlock(code)
            if failures > 0 { try note(.failedLogin, subject: code, count: failures, $0) }
            try note(.unlock, subject: code, $0)
        }
    }

    /// Destroys an account and its sessions. Works for one that was altered, too.
    package func removeAccount(_ code: AccountCode) throws {
        try requireAdministrator()
        try dossiers.write { dossiers in
            try Self.requireOtherAdministrator(than: code, dossiers)
            try dossiers.remove(code)
            try note(.account, subject: code, dossiers)
        }
    }

    /// What the office decided about passwords.
    package func passwordPolicy() throws -> PasswordPolicy {
        try dossiers.read { try $0.passwordPolicy() }
    }

    /// Throws `AccountRefusal.settingOutOfRange` for what the CNIL's recommendation doesn't allow.
    package func setPasswordPolicy(_ policy: PasswordPolicy) throws {
        try requireAdministrator()
        guard PasswordPolicy.bits.contains(policy.minimumBits),
            [policy.userDays, policy.administratorDays].allSatisfy({
                $0 == nil || PasswordPolicy.days.contains($0!)
            })
        else { throw AccountRefusal.settingOutOfRange }
        try dossiers.write {
            try $0.setPasswordPolicy(policy)
            try note(.account, $0)
        }
    }

    /// Draws a new recovery code; the one before opens nothing any more.
    package func renewRecoveryCode() throws -> RecoveryCode {
        try requireAdministrator()
        return try dossiers.write {
            try note(.account, $0)
            return try $0.renewRecoveryCode()
        }
    }

    // MARK: Rules

    private func passwordRules(for code: AccountCode) throws -> PasswordRules {
        PasswordRules(
            account: code, officeName: try summaries.setting(.officeName),
            minimumBits: try passwordPolicy().minimumBits)
    }

    /// Throws `administrator-only` for anybody else.
    package func requireAdministrator() throws {
        guard account.isAdministrator else { throw AccountRefusal.administratorOnly }
    }

    /// Refuses roles that the charter doesn't declare for an office, or that don't go together.
    func check(roles: Set<Code>) throws {
        guard !roles.isEmpty else { throw AccountRefusal.noRole }
        let duties: Set = [Account.administrator, Account.oversight]
        for role in roles.subtracting(duties).sorted() {
            guard charter.roles.named(role)?.side == .office else {
                throw AccountRefusal.unknownRole(role)
            }
        }
        let apart = roles.filter {
            duties.contains($0) || charter.roles.named($0)?.duty != nil
        }
        if let one = apart.sorted().first, let other = roles.subtracting([one]).sorted().first {
            throw AccountRefusal.rolesApart(one, other)
        }
    }

    /// Throws when no administrator but this one could act.
    private static func requireOtherAdministrator(
        than code: AccountCode, _ dossiers: DossierTransaction
    ) throws {
        let others = try dossiers.accounts().contains { entry in
            guard case .account(let account) = entry else { return false }
            return account.code != code && account.isAdministrator && account.admits
        }
        guard !others, case .account(let account)? = try dossiers.entry(of: code) else { return }
        if account.isAdministrator { throw AccountRefusal.lastAdministrator(code) }
    }
}

extension DossierTransaction {
    /// The line of one account, or `nil`.
    fileprivate func entry(of code: AccountCode) throws -> AccountEntry? {
        try accounts().first { $0.code == code }
    }
}
