import Console
import DossierStore
import Foundation
import SyncCore

/// Accounts in words and as JSON.
enum AccountWords {
    /// What became of one account.
    static func report(_ code: AccountCode, _ output: JSONOption, _ words: Phrase) {
        if output.json {
            Output.json(["account": .string(code.description)])
        } else {
            Output.line(words.local)
        }
    }

    static func table(_ entries: [DossierTransaction.AccountEntry]) -> Table {
        var table = Table([
            .init("code"), .init(local(fr: "rôles", en: "roles"), shrinks: true),
            .init(local(fr: "état", en: "state"), shrinks: true),
            .init(local(fr: "mot de passe du", en: "password of")),
        ])
        for entry in entries {
            switch entry {
            case .account(let account):
                let roles = account.roles.sorted().map(\.text).joined(separator: ", ")
                table.add([
                    account.code.description, roles, state(of: account),
                    day(account.passwordDay),
                ])
            case .altered(let code):
                table.add([
                    code.description, "-",
                    local(fr: "MODIFIÉ HORS DU PROGRAMME", en: "ALTERED FROM OUTSIDE"), "-",
                ])
            }
        }
        return table
    }

    static func json(_ entry: DossierTransaction.AccountEntry) -> JSON {
        guard case .account(let account) = entry else {
            return ["account": .string(entry.code.description), "altered": true]
        }
        return [
            "account": .string(account.code.description), "altered": false,
            "roles": .array(account.roles.sorted().map { .string($0.text) }),
            "locked": .bool(!account.admits), "failures": .integer(Int64(account.failures)),
            "must_change_password": .bool(account.mustChangePassword),
            "password_set": .string(day(account.passwordDay)),
        ]
    }

    private static func state(of account: Account) -> String {
        if account.isLocked { return local(fr: "verrouillé", en: "locked") }
        if !account.admits {
            return local(fr: "verrouillé par des échecs", en: "locked by failures")
        }
        return account.mustChangePassword
            ? local(fr: "mot de passe à changer", en: "password to be changed") : "-"
    }

    /// `2026-09-30` of a day counted from 1 January 1970.
    private static func day(_ number: Int) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let date = Date(timeIntervalSince1970: Double(number) * 86_400)
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return [parts.year ?? 0, parts.month ?? 0, parts.day ?? 0]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }
}
