internal import CCurl

/// Where the proxy is that the environment names, as libcurl finds it.
package enum ProxyAddress {
    /// Its port; `nil` when no variable names a proxy, or it can't be read.
    ///
    /// - Parameter variable: looks an environment variable up.
    package static func port(for hub: HubAddress, variable: (String) -> String?) -> UInt16? {
        // Not HTTP_PROXY: a server that runs programs for the web sets it from a header.
        let names = hub.text.hasPrefix("https:") ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
        guard let text = (names + ["all_proxy", "ALL_PROXY"]).lazy.compactMap(variable).first else {
            return nil
        }
        guard let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        let whole = text.contains("://") ? text : "http://" + text
        guard curl_url_set(url, CURLUPART_URL, whole, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK
        else { return nil }
        var found: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, CURLUPART_PORT, &found, 0) == CURLUE_OK, let found else {
            return whole.hasPrefix("https:") ? 443 : 1080
        }
        defer { curl_free(found) }
        return UInt16(String(cString: found))
    }
}
