import Charter
import DossierStore
import SyncCore

extension Role.Duty {
    /// The role by which every office has somebody with that duty, declared or not.
    var ownRole: Code {
        switch self {
        case .accounts: Account.administrator
        case .oversight: Account.oversight
        }
    }
}
