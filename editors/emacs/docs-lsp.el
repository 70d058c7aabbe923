;;; docs-lsp.el --- Search and read Python documentation  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: docs, help, languages
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; `docs-lsp-search' searches as you type, with a preview; `docs-lsp-at-point' opens the documentation
;; of the name at point.  Both show a page in which RET follows a link, `l' goes back and `s' searches.
;;
;; The search runs in a server of its own, so that it does not matter which client and which other
;; servers a Python buffer has.  With consult it uses `consult--read'; otherwise the completion that is
;; active, or `icomplete-vertical-mode' for as long as the search lasts.

;;; Code:

(require 'jsonrpc)
(require 'seq)
(require 'subr-x)
(require 'icomplete)

(declare-function consult--read "ext:consult")
(declare-function consult--dynamic-collection "ext:consult")
(defvar python-indent-guess-indent-offset)
(defvar vertico-mode)
(defvar consult-async-min-input)
(defvar consult-async-split-style)

(defgroup docs-lsp nil
  "Search and read Python documentation."
  :group 'tools)

(defcustom docs-lsp-command '("docs-lsp" "--stdio")
  "The server and its arguments."
  :type '(repeat string))

(defcustom docs-lsp-use-consult t
  "Whether `docs-lsp-search' uses consult where it is installed.
Consult itself shows candidates with a completion such as `vertico-mode'."
  :type 'boolean)

;;; The server

(defvar docs-lsp--connection nil
  "The connection to the server that searches, or nil.")

(defun docs-lsp--connect ()
  "Return a connection to a running server."
  (unless (and docs-lsp--connection (jsonrpc-running-p docs-lsp--connection))
    (unless (executable-find (car docs-lsp-command))
      (user-error "%s is not on the path; customize `docs-lsp-command'" (car docs-lsp-command)))
    (setq docs-lsp--connection
          (jsonrpc-process-connection
           :name "docs-lsp"
           :notification-dispatcher #'ignore
           :request-dispatcher (lambda (&rest _) nil)
           :process (lambda ()
                      (make-process :name "docs-lsp" :command docs-lsp-command
                                    :connection-type 'pipe :coding 'utf-8-emacs-unix :noquery t
                                    :stderr (get-buffer-create " *docs-lsp stderr*")))))
    (jsonrpc-request docs-lsp--connection :initialize
                     (list :processId (emacs-pid) :capabilities (make-hash-table)
                           :clientInfo (list :name "docs-lsp.el")
                           :rootUri (concat "file://" (expand-file-name default-directory)))
                     :timeout 30)
    (jsonrpc-notify docs-lsp--connection :initialized (make-hash-table)))
  docs-lsp--connection)

(defun docs-lsp--request (method params)
  "Return the result of METHOD with PARAMS."
  (jsonrpc-request (docs-lsp--connect) method params :timeout 30))

(defun docs-lsp--items (query)
  "Return the results for QUERY in rank order, as plists.
A key that comes before the answer ends the wait; then there are none."
  (let ((throw-on-input nil) ; `jsonrpc-request' has to see the key itself
        (tries 3)
        answer)
    (while (> tries 0)
      (condition-case err
          (setq answer (jsonrpc-request (docs-lsp--connect) :docsLsp/search (list :query query)
                                        :timeout 30 :cancel-on-input t)
                tries 0)
        (jsonrpc-error ; a search that began while this one waited has cancelled it
         (setq tries (1- tries))
         (unless (and (> tries 0) (eql (alist-get 'jsonrpc-error-code (cddr err)) -32800))
           (signal (car err) (cdr err))))))
    (append (plist-get answer :items) nil)))

;;; Search

(defun docs-lsp--shown-name (item)
  "Return what people call ITEM: the heading of a section, or a name."
  (if (member (plist-get item :kind) '("keyword" "operator"))
      (string-trim (concat (plist-get item :name) " " (plist-get item :title)))
    (or (plist-get item :title) (plist-get item :name))))

(defvar docs-lsp--history nil "Searches.")

(defun docs-lsp--candidates (query)
  "Return the results for QUERY as strings, each with its item as a property."
  (let ((seen (make-hash-table :test #'equal)))
    (mapcar
     (lambda (item)
       (let* ((name (docs-lsp--shown-name item))
              (number (puthash name (1+ (gethash name seen 0)) seen))
              ;; Completion needs names that differ.
              (shown (if (= number 1) name (format "%s <%s>" name (plist-get item :anchor)))))
         (propertize shown 'docs-lsp-item item)))
     (docs-lsp--items query))))

(defun docs-lsp--item (candidate)
  "Return the item of CANDIDATE, or nil."
  (and (stringp candidate) (not (string-empty-p candidate))
       (get-text-property 0 'docs-lsp-item candidate)))

(defun docs-lsp--annotation (candidate)
  "Return the text beside CANDIDATE: kind, version and summary."
  (if-let ((item (docs-lsp--item candidate)))
      (propertize
       (concat "  " (plist-get item :kind)
               (when-let ((since (plist-get item :since))) (concat " · since " since))
               (when (plist-get item :deprecated) " · deprecated")
               "  " (plist-get item :summary))
       'face 'completions-annotations)
    ""))

(defun docs-lsp--all (string table predicate _point)
  "Return what TABLE has for STRING and PREDICATE.
The server has matched and ordered it."
  (all-completions string table predicate))

(defun docs-lsp--try (string _table _predicate point)
  "Leave STRING and POINT as they are."
  (cons string point))

(add-to-list 'completion-styles-alist
             '(docs-lsp docs-lsp--try docs-lsp--all "Results of the server as they come."))
(add-to-list 'completion-category-defaults '(docs-lsp (styles docs-lsp)))

(defun docs-lsp--table (string _predicate action)
  "Complete STRING for `completing-read'; ACTION as for any completion table."
  (cond
   ((eq action 'metadata)
    `(metadata (category . docs-lsp)
               (annotation-function . docs-lsp--annotation)
               (display-sort-function . identity) (cycle-sort-function . identity)))
   ((eq action t) (docs-lsp--candidates string))
   ((eq action 'lambda) t)
   ((null action) string)))

(defvar docs-lsp-search-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "SPC") #'self-insert-command)
    (define-key map "?" #'self-insert-command)
    (define-key map (kbd "RET") #'icomplete-force-complete-and-exit)
    (define-key map (kbd "C-n") #'icomplete-forward-completions)
    (define-key map (kbd "C-p") #'icomplete-backward-completions)
    (define-key map (kbd "<down>") #'icomplete-forward-completions)
    (define-key map (kbd "<up>") #'icomplete-backward-completions)
    map)
  "Keys of `docs-lsp-search' in the minibuffer without another completion.")

(defvar docs-lsp--timer nil)
(defvar docs-lsp--previewed nil)

(defun docs-lsp--preview (item)
  "Show the page of ITEM beside the minibuffer."
  (when (and item (not (equal item docs-lsp--previewed)))
    (setq docs-lsp--previewed item)
    (save-selected-window
      (let ((buffer (get-buffer-create "*docs-lsp preview*")))
        (display-buffer buffer '((display-buffer-reuse-window display-buffer-use-some-window
                                                              display-buffer-pop-up-window)
                                 (inhibit-same-window . t)))
        (docs-lsp--fill buffer item)))))

(defun docs-lsp--preview-first ()
  "Preview the result that the minibuffer shows first."
  (when (minibufferp)
    (docs-lsp--preview (docs-lsp--item (car-safe (completion-all-sorted-completions))))))

(defun docs-lsp--preview-soon ()
  "Preview the chosen result when no key comes for a moment."
  (when docs-lsp--timer (cancel-timer docs-lsp--timer))
  (setq docs-lsp--timer (run-with-idle-timer 0.1 nil #'docs-lsp--preview-first)))

(defun docs-lsp--has-completion-p ()
  "Whether a completion that shows candidates while one types is active."
  (or (bound-and-true-p vertico-mode) (bound-and-true-p icomplete-mode)
      (bound-and-true-p fido-mode) (bound-and-true-p ivy-mode) (bound-and-true-p helm-mode)))

(defun docs-lsp--read-plain (initial)
  "Read a result in the minibuffer, beginning with INITIAL."
  (let ((is-plain (not (docs-lsp--has-completion-p)))
        (chosen nil))
    (unwind-protect
        (progn
          (when is-plain (icomplete-mode 1) (icomplete-vertical-mode 1))
          (minibuffer-with-setup-hook
              (:append
               (lambda ()
                 (setq-local completion-styles '(docs-lsp))
                 (setq-local truncate-lines t)
                 (setq-local icomplete-scroll t)
                 (setq-local icomplete-compute-delay 0)
                 (setq-local icomplete-show-matches-on-no-input t)
                 (when is-plain
                   (use-local-map (make-composed-keymap docs-lsp-search-map (current-local-map)))
                   (add-hook 'post-command-hook #'docs-lsp--preview-soon nil t))
                 (add-hook 'minibuffer-exit-hook
                           (lambda ()
                             (setq chosen (car-safe (completion-all-sorted-completions))))
                           nil t)))
            (let ((typed (completing-read "Search documentation: " #'docs-lsp--table nil nil initial
                                          'docs-lsp--history)))
              (or (docs-lsp--item typed)
                  (and is-plain (docs-lsp--item chosen))
                  (docs-lsp--item
                   (let ((found (docs-lsp--candidates typed)))
                     (or (seq-find (lambda (one) (equal one typed)) found) (car found))))))))
      (when is-plain (icomplete-vertical-mode -1) (icomplete-mode -1)))))

(defun docs-lsp--read-consult (initial)
  "Read a result with consult, beginning with INITIAL."
  (let ((consult-async-min-input 0)
        (consult-async-split-style nil))
    (docs-lsp--item
     (consult--read
      (if (fboundp 'consult--dynamic-collection)
          (consult--dynamic-collection #'docs-lsp--candidates)
        #'docs-lsp--table)
      :prompt "Search documentation: "
      :initial initial
      :category 'docs-lsp
      :sort nil
      :require-match t
      :history 'docs-lsp--history
      :annotate #'docs-lsp--annotation
      :lookup (lambda (selected candidates &rest _)
                (or (seq-find (lambda (one) (equal one selected)) candidates) selected))
      :state (lambda (action candidate)
               (when (eq action 'preview) (docs-lsp--preview (docs-lsp--item candidate))))))))

;;;###autoload
(defun docs-lsp-search (&optional initial)
  "Search the documentation as you type, and open the chosen page.
The search begins with INITIAL."
  (interactive)
  (docs-lsp--connect)
  (let* ((windows (current-window-configuration))
         (docs-lsp--previewed nil)
         (item (unwind-protect
                   (if (and docs-lsp-use-consult (docs-lsp--has-completion-p) (require 'consult nil t)
                            (fboundp 'consult--dynamic-collection))
                       (docs-lsp--read-consult initial)
                     (docs-lsp--read-plain initial))
                 (when docs-lsp--timer (cancel-timer docs-lsp--timer))
                 (set-window-configuration windows)
                 (when-let ((preview (get-buffer "*docs-lsp preview*"))) (kill-buffer preview)))))
    (if item (docs-lsp--open item) (user-error "Nothing found"))))

;;;###autoload
(defun docs-lsp-at-point (name)
  "Open the documentation of NAME, by default the dotted name at point."
  (interactive
   (list (let ((at-point (save-excursion
                           (skip-chars-backward "[:alnum:]_.")
                           (and (looking-at "[[:alnum:]_.]*[[:alnum:]_]") (match-string-no-properties 0)))))
           (if (or current-prefix-arg (null at-point))
               (read-string "Documentation of: " at-point)
             at-point))))
  (if-let ((entry (docs-lsp--request :docsLsp/entry (list :name name))))
      (docs-lsp--open entry)
    (docs-lsp-search name)))

;;; Pages

(defvar-local docs-lsp--entry nil "The entry of the page.")
(defvar-local docs-lsp--back nil "The entries shown before, newest first.")
(defvar-local docs-lsp--forward nil "The entries left with `docs-lsp-back', newest first.")

(defvar docs-lsp-page-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map special-mode-map)
    (define-key map (kbd "TAB") #'forward-button)
    (define-key map (kbd "<backtab>") #'backward-button)
    (define-key map (kbd "RET") #'docs-lsp-follow)
    (define-key map "l" #'docs-lsp-back)
    (define-key map "r" #'docs-lsp-forward)
    (define-key map "s" #'docs-lsp-search)
    (define-key map "o" #'docs-lsp-open-online)
    (define-key map "w" #'docs-lsp-copy-url)
    map)
  "Keys of a page of documentation.")

(define-derived-mode docs-lsp-page-mode special-mode "Docs"
  "A page of documentation.
\\{docs-lsp-page-mode-map}"
  (visual-line-mode 1)
  (setq-local revert-buffer-function
              (lambda (&rest _) (docs-lsp--fill (current-buffer) docs-lsp--entry))))

(defconst docs-lsp--kept
  (let ((kept (make-vector 256 nil)))
    (dolist (char (append "abcdefghijklmnopqrstuvwxyz" "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789-_.~/" nil)
                  kept)
      (aset kept char t)))
  "The characters of an address that are written as they are.")

(defconst docs-lsp--widest 88 "The most columns of a line.")

(defun docs-lsp--address (item)
  "Return the address of the page of ITEM, as the server reads it."
  (format "docs-lsp:/%s/%s.md" (url-hexify-string (plist-get item :docset) docs-lsp--kept)
          (url-hexify-string (plist-get item :anchor) docs-lsp--kept)))

(defun docs-lsp--width (buffer)
  "Return the columns of a line that fits the window of BUFFER."
  (let ((window (get-buffer-window buffer)))
    (if window (min docs-lsp--widest (1- (window-width window))) docs-lsp--widest)))

(defun docs-lsp--fill (buffer item)
  "Write the page of ITEM into BUFFER, and return BUFFER."
  (let ((text (plist-get (docs-lsp--request :workspace/textDocumentContent
                                            (list :uri (format "%s?width=%d" (docs-lsp--address item)
                                                               (docs-lsp--width buffer))))
                         :text)))
    (with-current-buffer buffer
      (unless (derived-mode-p 'docs-lsp-page-mode) (docs-lsp-page-mode))
      (setq docs-lsp--entry item)
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert text)
        (docs-lsp--render)
        (goto-char (point-min))
        (dolist (window (get-buffer-window-list nil nil t))
          (set-window-start window (point-min))
          (set-window-point window (point-min))))))
  buffer)

(defun docs-lsp--open (item)
  "Show the page of ITEM; the page shown before is remembered."
  (let ((buffer (get-buffer-create "*docs-lsp*")))
    (with-current-buffer buffer
      (when docs-lsp--entry
        (let ((back (cons docs-lsp--entry docs-lsp--back)))
          (setq docs-lsp--back back docs-lsp--forward nil))))
    (pop-to-buffer buffer)
    (docs-lsp--fill buffer item)))

(defun docs-lsp--render ()
  "Replace the Markdown in the buffer by text with faces and buttons."
  (let ((definitions (docs-lsp--take-definitions)))
    (goto-char (point-min))
    (while (not (eobp))
      (cond
       ((looking-at "```\\(.*\\)\n") (docs-lsp--render-code (match-string 1)))
       ((looking-at "#+ \\(.*\\)$")
        (let ((level (- (match-beginning 1) (match-beginning 0) 1)))
          (delete-region (match-beginning 0) (match-beginning 1))
          (let ((end (docs-lsp--render-line definitions)))
            (add-face-text-property (line-beginning-position) end
                                    (if (= level 1) '(:inherit bold :height 1.3) 'bold)))
          (forward-line)))
       (t (docs-lsp--render-line definitions) (forward-line))))))

(defun docs-lsp--take-definitions ()
  "Remove the definitions of reference-style links; return their targets by label."
  (let (found)
    (goto-char (point-min))
    (while (re-search-forward "^\\[\\([^]\n]+\\)\\]: *<?\\([^ >\n]+\\)>?.*\n?" nil t)
      (push (cons (match-string 1) (match-string 2)) found)
      (replace-match ""))
    found))

(defun docs-lsp--render-code (language)
  "Render the fenced block of LANGUAGE at point, and go behind it."
  (delete-region (line-beginning-position) (line-beginning-position 2))
  (let* ((start (point))
         (end (if (re-search-forward "^```[ \t]*$" nil t)
                  (prog1 (match-beginning 0)
                    (delete-region (match-beginning 0) (line-beginning-position 2)))
                (point-max)))
         (code (buffer-substring-no-properties start end)))
    (delete-region start end)
    (goto-char start)
    (insert (replace-regexp-in-string "^\\(.+\\)" "    \\1" (docs-lsp--colored code language)))))

(defun docs-lsp--colored (code language)
  "Return CODE with the faces of its LANGUAGE."
  (if (not (member language '("python" "python3" "py" "pycon")))
      code
    (with-temp-buffer
      (insert code)
      (let ((python-indent-guess-indent-offset nil)) (delay-mode-hooks (python-mode)))
      (ignore-errors (font-lock-ensure))
      (let ((text (buffer-string)))
        ;; A buffer with `font-lock-mode' removes `face' properties that it has not set.
        (remove-text-properties 0 (length text) '(fontified nil) text)
        text))))

(defun docs-lsp--render-line (definitions)
  "Render the line at point with the targets of DEFINITIONS; return its end."
  (let ((start (line-beginning-position)))
    (docs-lsp--replace start "\\\\\\([][\\`*_{}()<>#+.!|~-]\\)" ; marks that stand for themselves
                       (lambda () (propertize (match-string 1) 'docs-lsp-literal t)))
    (docs-lsp--replace start "`+\\([^`\n]+\\)`+"
                       (lambda () (propertize (match-string 1) 'face 'font-lock-constant-face 'docs-lsp-literal t)))
    (docs-lsp--replace start "\\*\\*\\([^*\n]+\\)\\*\\*"
                       (lambda () (docs-lsp--with-face (match-string 1) 'bold)))
    (docs-lsp--replace start "\\*\\([^*\n ][^*\n]*\\)\\*"
                       (lambda () (docs-lsp--with-face (match-string 1) 'italic)))
    (docs-lsp--replace
     start "\\[\\([^]\n]+\\)\\]\\(?:(<?\\([^ )>\n]+\\)[^)\n]*)\\|\\[\\([^]\n]*\\)\\]\\)"
     (lambda ()
       (let* ((text (match-string 1))
              (label (match-string 3))
              (target (or (match-string 2)
                          (cdr (assoc (if (member label '(nil "")) text label) definitions)))))
         (when target
           (make-text-button text nil 'follow-link t
                             'action (lambda (_) (docs-lsp--follow target)))))))
    (goto-char start)
    (line-end-position)))

(defun docs-lsp--with-face (text face)
  "Return TEXT with FACE added."
  (let ((copy (copy-sequence text)))
    (add-face-text-property 0 (length copy) face t copy)
    copy))

(defun docs-lsp--replace (start pattern replacement)
  "Replace matches of PATTERN by the result of REPLACEMENT.
They are searched for from START to the end of its line.  Rendered text is left
alone, and so is a match for which REPLACEMENT returns nil."
  (goto-char start)
  (while (re-search-forward pattern (line-end-position) t)
    (unless (text-property-any (match-beginning 0) (min (1+ (match-beginning 0)) (point-max))
                               'docs-lsp-literal t)
      (when-let ((text (save-match-data (save-excursion (funcall replacement)))))
        (replace-match text t t)))))

;;; Links

(defun docs-lsp--base ()
  "Return the address of the online documentation of this page's docset."
  (let ((url (plist-get docs-lsp--entry :url))
        (anchor (plist-get docs-lsp--entry :anchor)))
    (and url (string-suffix-p anchor url) (substring url 0 (- (length url) (length anchor))))))

(defun docs-lsp--linked (target)
  "Return the entry that the address TARGET leads to, or nil."
  (let ((docset (plist-get docs-lsp--entry :docset))
        (base (docs-lsp--base))
        anchor)
    (cond
     ((string-match "\\`docs-lsp:/+\\([^/]+\\)/\\(.+\\)\\.md\\'" target)
      (setq docset (url-unhex-string (match-string 1 target))
            anchor (decode-coding-string (url-unhex-string (match-string 2 target)) 'utf-8)))
     ((and base (string-prefix-p base target))
      (setq anchor (url-unhex-string (substring target (length base))))))
    (and anchor (docs-lsp--request :docsLsp/entry (list :anchor anchor :docset docset)))))

(defun docs-lsp--follow (target)
  "Open the page of the address TARGET, or the browser where there is none."
  (let ((entry (docs-lsp--linked target)))
    (if (and entry (not (equal (plist-get entry :anchor) (plist-get docs-lsp--entry :anchor))))
        (docs-lsp--open entry)
      (browse-url target))))

(defun docs-lsp-follow ()
  "Follow the link at point; without one, open the documentation of the name there."
  (interactive)
  (if (button-at (point))
      (push-button)
    (call-interactively #'docs-lsp-at-point)))

(defun docs-lsp-back ()
  "Go back to the page before."
  (interactive)
  (unless docs-lsp--back (user-error "There is no page before"))
  (push docs-lsp--entry docs-lsp--forward)
  (docs-lsp--fill (current-buffer) (pop docs-lsp--back)))

(defun docs-lsp-forward ()
  "Go to the page that was left with `docs-lsp-back'."
  (interactive)
  (unless docs-lsp--forward (user-error "There is no page after"))
  (push docs-lsp--entry docs-lsp--back)
  (docs-lsp--fill (current-buffer) (pop docs-lsp--forward)))

(defun docs-lsp-open-online ()
  "Open this page's online documentation in the browser."
  (interactive)
  (browse-url (plist-get docs-lsp--entry :url)))

(defun docs-lsp-copy-url ()
  "Copy the address of this page's online documentation."
  (interactive)
  (kill-new (message "%s" (plist-get docs-lsp--entry :url))))

(provide 'docs-lsp)
;;; docs-lsp.el ends here
