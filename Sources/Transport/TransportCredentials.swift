/// What TLS goes by, in PEM: the one authority that is trusted, and what the office shows.
package struct TransportCredentials: Sendable {
    package let authority: String
    /// The office's certificate; `nil` for one that hasn't joined yet.
    package let certificate: String?
    /// The certificate's private key; never printed.
    package let key: String?

    /// Of an office that has joined.
    package init(authority: String, certificate: String, key: String) {
        self.authority = authority
        self.certificate = certificate
        self.key = key
    }

    /// Of one that knows its hub but isn't known yet.
    package init(authority: String) {
        self.authority = authority
        certificate = nil
        key = nil
    }
}
