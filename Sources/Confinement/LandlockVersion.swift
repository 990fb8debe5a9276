/// A version of the kernel's interface for Landlock. Each knows more that can be taken away.
package struct LandlockVersion: RawRepresentable, Sendable, Hashable, Comparable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// The first that can take TCP away: Linux 6.7.
    static let tcp = Self(rawValue: 4)
    /// The first that can take signals and abstract sockets away: Linux 6.12.
    static let scopes = Self(rawValue: 6)

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
